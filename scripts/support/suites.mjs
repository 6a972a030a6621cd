import { createServer } from 'node:net'
import { run, say } from './process.mjs'

const SUMMARY = /^Tests\s+(?<summary>.+)$/m
const COLOURS = /\u001b\[[0-9;]*m/g

/** Runs suites in one process against one database; the last line of the runner is the summary. */
export async function runSuites(title, suites, flags, databaseEnv) {
  say(`\n${title}: ${suites.join(', ')}`)
  const port = String(await freePort())
  const env = { ...databaseEnv, NODE_ENV: 'test', PORT: port, APP_URL: `http://127.0.0.1:${port}` }
  const args = ['--import=@poppinss/ts-exec', 'bin/test.ts', ...suites, ...flags]
  const { code, output } = await run(args, { env })
  const summary = SUMMARY.exec(output.replace(COLOURS, ''))?.groups?.summary.trim()
  return { title, code, summary: summary ?? 'no tests were run' }
}

/** A skipped database is no failure; a run that died before its summary is. */
export function isSuccess({ code }) {
  return code === undefined || code === 0
}

/** For example `812 passed, 3 failed`. */
export function totalOf(results) {
  const totals = new Map([['passed', 0]])
  for (const { summary } of results.filter(({ code }) => code !== undefined)) {
    for (const [, count, outcome] of summary.matchAll(/(\d+) (\w+)/g)) {
      totals.set(outcome, (totals.get(outcome) ?? 0) + Number(count))
    }
  }
  return [...totals].map(([outcome, count]) => `${count} ${outcome}`).join(', ')
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
