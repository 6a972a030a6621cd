/**
 * npm test [-- suites and flags of the test runner]: everything on SQLite, then unit and functional
 * on MariaDB where a server answers (DB_HOST, DB_PORT, DB_USER, DB_PASSWORD; by default root on
 * 127.0.0.1 without a password). Each run has a database of its own, which is removed afterwards.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSuccess, runSuites, totalOf } from './support/suites.mjs'
import { createDatabase } from './support/mariadb.mjs'
import { buildPages } from './support/build.mjs'
import { codegen } from './support/codegen.mjs'
import { say } from './support/process.mjs'

const SUITES = ['unit', 'functional', 'browser']
const args = process.argv.slice(2)
const flags = args.filter((arg) => !SUITES.includes(arg))
const named = SUITES.filter((suite) => args.includes(suite))
const chosen = named.length > 0 ? named : SUITES

const needsPages = chosen.some((suite) => suite !== 'unit')
if ((await codegen()) !== 0 || (needsPages && (await buildPages()) !== 0)) process.exit(1)

const results = [await onSqlite(), await onMariaDb()].filter(Boolean)
say()
for (const result of results) say(`${result.title}: ${result.summary}`)
say(`Total: ${totalOf(results)}`)
process.exitCode = results.every(isSuccess) ? 0 : 1

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'opora-test-'))
  const env = { DB_CONNECTION: 'sqlite', DB_SQLITE_FILE: join(folder, 'test.sqlite3') }
  try {
    return await runSuites('SQLite', chosen, flags, env)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function onMariaDb() {
  const suites = chosen.filter((suite) => suite !== 'browser')
  if (suites.length === 0) return null
  const database = await createDatabase()
  if ('absence' in database) return { title: 'MariaDB', summary: `skipped, ${database.absence}` }
  try {
    return await runSuites('MariaDB', suites, flags, database.env)
  } finally {
    await database.drop()
  }
}
