/**
 * npm run conformance -- DIR: runs every calendar.json, billing.json and impact.json below DIR
 * through the engines and compares the answers. The shapes are those of tests/truth.
 */
import { resolve } from 'node:path'
import { fail, run } from './support/process.mjs'

const [folder] = process.argv.slice(2)
if (!folder) fail('Say where the cases are: npm run conformance -- DIR')

const program = [
  "const { runConformance } = await import('#tests/helpers/conformance/main')",
  `process.exitCode = runConformance(${JSON.stringify(resolve(folder))}) ? 0 : 1`,
].join('\n')
const args = ['--import=@poppinss/ts-exec', '--input-type=module', '--eval', program]
const { code } = await run(args)
process.exitCode = code
