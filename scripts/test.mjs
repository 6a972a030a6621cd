/**
 * npm test [-- suites and flags of the test runner]: unit and functional on SQLite and, where a server
 * answers (DB_HOST, DB_PORT, DB_USER, DB_PASSWORD; by default root on 127.0.0.1 without a password),
 * on MariaDB, then the browser on SQLite. Each run has a database of its own, which is removed afterwards.
 */
import { buildPages } from './support/build.mjs'
import { codegen } from './support/codegen.mjs'
import { runTests, suitesIn } from './support/tests.mjs'

const args = process.argv.slice(2)
const needsPages = suitesIn(args).some((suite) => suite !== 'unit')
if ((await codegen()) !== 0 || (needsPages && (await buildPages()) !== 0)) process.exit(1)
process.exitCode = await runTests(args)
