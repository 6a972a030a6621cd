import { runBuiltAce, runBuiltJob } from '../scripts/support/build.mjs'
import { say } from '../scripts/support/process.mjs'
import { rounded } from './statistics.mjs'

/** Jobs over all items, each in a process of its own. */
const JOBS = ['health', 'single_points']

/** Seconds and megabytes; those of size hold for the largest graph as well. */
export const IMPACT_BARS = {
  wrong: 1,
  megabytes: 60,
  singlePointsSeconds: 60,
  firstAnswerSeconds: 3,
  freshSeconds: 1,
  healthMegabytes: 400,
  healthAgainMegabytes: 400,
  single_pointsMegabytes: 400,
}

/** The engine alone in a process of its own; null when the command failed. */
export async function measureEngine(env, data) {
  const { code, output } = await runBuiltAce(['bench:impact', data], env, 'failure')
  const told = code === 0 ? /\{.*\}/.exec(output) : null
  return told && JSON.parse(told[0])
}

/** Health is judged twice: only the first time are all findings new. */
export async function measureJobs(env) {
  const figures = {}
  for (const [job, name] of [...JOBS.map((each) => [each, each]), ['health', 'healthAgain']]) {
    const { code, output } = await runBuiltJob(['bench:cmdb-job', job], env)
    if (code !== 0) throw new Error(`The job ${job} failed.`)
    const told = JSON.parse(/\{.*\}/.exec(output)[0])
    figures[`${name}Megabytes`] = told.megabytes
    const { items, found, seconds, cpuSeconds } = told
    say(
      `  ${name}: ${items} items, ${found} found, ${rounded(seconds)} s, ${rounded(cpuSeconds)} s of processor`
    )
  }
  return figures
}

/**
 * Over HTTP on a server that has not been asked for an impact yet: the first answer, and the next one
 * after another process has added a relation, and after it took it away. `leaf` must not hang on `root`.
 */
export async function measureFreshness(client, server, env, { root, leaf }) {
  const path = `/configuration-items/CI-${String(root).padStart(6, '0')}/impact.json?full=1`
  const ask = async () => {
    const answer = await client.json(path)
    if (answer.status !== 200) throw new Error(`impact: ${answer.status}`)
    return { ms: answer.ms, objects: answer.data().counts.objects }
  }
  const toggle = async () => {
    const { code, output } = await runBuiltAce(
      ['bench:relate', String(leaf), String(root)],
      env,
      'failure'
    )
    if (code !== 0) throw new Error('The relation could not be written.')
    return Number(/committed at (\d+)/.exec(output)[1])
  }
  const cpuBefore = server.cpu()
  const first = await ask()
  const firstAnswerCpuSeconds = (server.cpu() - cpuBefore) / 1000
  const slowest = { answer: 0, since: 0 }
  for (const expected of [first.objects + 1, first.objects]) {
    const committed = await toggle()
    const next = await ask()
    if (next.objects !== expected) throw new Error('The next answer shows the old relations.')
    slowest.answer = Math.max(slowest.answer, next.ms / 1000)
    slowest.since = Math.max(slowest.since, (Date.now() - committed) / 1000)
  }
  return {
    ...{ firstAnswerSeconds: first.ms / 1000, firstAnswerCpuSeconds },
    ...{ freshSeconds: slowest.answer, sinceCommitSeconds: slowest.since },
  }
}

/** One line per bar. */
export function sayVerdicts(figures) {
  for (const [name, bar] of Object.entries(IMPACT_BARS)) {
    const verdict = figures[name] < bar ? 'kept' : 'MISSED'
    say(`  ${name.padEnd(28)} ${rounded(figures[name])}; bar ${bar} ${verdict}`)
  }
  const { roots, microseconds, items, loadSeconds, loadCpuSeconds, singlePoints } = figures
  say(
    `  ${roots} roots compared, ${rounded(microseconds)} µs each; ${items} items read in ${rounded(loadSeconds)} s, ${rounded(loadCpuSeconds)} s of processor; ${singlePoints} single points`
  )
  const { firstAnswerCpuSeconds, memory } = figures
  say(
    `  first answer ${rounded(firstAnswerCpuSeconds)} s of processor; web process ${memory.join(' to ')} MB`
  )
}
