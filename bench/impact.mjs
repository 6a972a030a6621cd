import { runBuiltAce } from '../scripts/support/build.mjs'
import { say } from '../scripts/support/process.mjs'
import { rounded } from './statistics.mjs'

/** Seconds and megabytes; those of size hold for the largest graph as well. */
export const IMPACT_BARS = {
  wrong: 1,
  megabytes: 60,
  singlePointsSeconds: 60,
  firstAnswerSeconds: 3,
  freshSeconds: 1,
}

/** The engine alone in a process of its own; null when the command failed. */
export async function measureEngine(env, data) {
  const { code, output } = await runBuiltAce(['bench:impact', data], env, 'failure')
  const told = code === 0 ? /\{.*\}/.exec(output) : null
  return told && JSON.parse(told[0])
}

/**
 * Over HTTP on a server that has not been asked for an impact yet: the first answer, and how long
 * after the commit of another process a relation is in the answer. `leaf` must not hang on `root`.
 */
export async function measureFreshness(client, env, { root, leaf }) {
  const path = `/configuration-items/CI-${String(root).padStart(6, '0')}/impact.json?full=1`
  const ask = async () => {
    const answer = await client.json(path)
    if (answer.status !== 200) throw new Error(`impact: ${answer.status}`)
    return { ms: answer.ms, objects: answer.data().counts.objects }
  }
  const first = await ask()
  const command = ['bench:relate', String(leaf), String(root)]
  const { code, output } = await runBuiltAce(command, env, 'failure')
  if (code !== 0) throw new Error('The relation could not be written.')
  const next = await ask()
  if (next.objects !== first.objects + 1) throw new Error('The next answer lacks the relation.')
  const committed = Number(/committed at (\d+)/.exec(output)[1])
  return {
    firstAnswerSeconds: rounded(first.ms / 1000),
    freshSeconds: rounded(next.ms / 1000),
    sinceCommitSeconds: rounded((Date.now() - committed) / 1000),
  }
}

/** One line per bar. */
export function sayVerdicts(figures) {
  for (const [name, bar] of Object.entries(IMPACT_BARS)) {
    const verdict = figures[name] < bar ? 'kept' : 'MISSED'
    say(`  ${name.padEnd(28)} ${rounded(figures[name])}; bar ${bar} ${verdict}`)
  }
  const { roots, microseconds, items, loadSeconds, singlePoints } = figures
  say(
    `  ${roots} roots compared, ${rounded(microseconds)} µs each; ${items} items read in ${rounded(loadSeconds)} s; ${singlePoints} single points`
  )
}
