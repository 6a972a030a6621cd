import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { run, say } from './process.mjs'

const SUMMARY = /^Tests\s+(?<summary>.+)$/m
const COLOURS = /\u001b\[[0-9;]*m/g

/**
 * Runs suites in one process against one database; the last line of the runner is the summary.
 * What it prints comes `after` that of another run.
 */
export async function runSuites(title, suites, flags, databaseEnv, after = Promise.resolve()) {
  void after.then(() => say(`\n${title}: ${suites.join(', ')}`))
  const port = String(await freePort())
  const env = { ...databaseEnv, NODE_ENV: 'test', PORT: port, APP_URL: `http://127.0.0.1:${port}` }
  const args = ['--import=@poppinss/ts-exec', 'bin/test.ts', ...suites, ...flags]
  const { code, output } = await run(args, { env, after })
  const summary = SUMMARY.exec(output.replace(COLOURS, ''))?.groups?.summary.trim()
  return { title, suites, code, summary }
}

/** A skipped database is no failure; a run that died before its summary is. */
export function isSuccess({ code }) {
  return code === undefined || code === 0
}

/** For example `812 passed, 3 failed`. */
export function totalOf(results) {
  const ran = results.filter(({ summary }) => summary)
  if (ran.length === 0) return 'no tests were run'
  const totals = new Map([['passed', 0]])
  for (const { summary } of ran) {
    for (const [, count, outcome] of summary.matchAll(/(\d+) (\w+)/g)) {
      totals.set(outcome, (totals.get(outcome) ?? 0) + Number(count))
    }
  }
  return [...totals].map(([outcome, count]) => `${count} ${outcome}`).join(', ')
}

/** Below the ports that systems give to outgoing connections, one of which could take it meanwhile. */
async function freePort() {
  for (;;) {
    const port = 20_000 + randomInt(10_000)
    if (await isFree(port)) return port
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
