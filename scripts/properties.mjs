/**
 * npm run properties -- [RUNS] [SEED]: checks every invariant of working time (the unit suite checks
 * them on 2,000 scenes) on a million random calendars, zones and instants, or on RUNS of them.
 */
import { run } from './support/process.mjs'

const [runs = '1000000', seed = String(Math.trunc(Math.random() * 2 ** 31))] = process.argv.slice(2)
const program = [
  "const { checkInvariants } = await import('#tests/helpers/calendar_invariants_run')",
  `process.exitCode = checkInvariants(${Number(runs)}, ${Number(seed)}) ? 0 : 1`,
].join('\n')
const args = ['--import=@poppinss/ts-exec', '--input-type=module', '--eval', program]
const { code } = await run(args)
process.exitCode = code
