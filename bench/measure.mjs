import { performance } from 'node:perf_hooks'
import { rounded, summary } from './statistics.mjs'

const WARM_UP = 3
const MIN_ACTIONS = 30
const COUNTED_ACTIONS = 5

/** How long and how often: 1,000 times for what is fast, as long as a minute lasts for the rest. */
export const FULL = { actions: 1000, writes: 300, seconds: 60, mixedSeconds: 40 }
export const QUICK = { actions: 100, writes: 30, seconds: 6, mixedSeconds: 4 }

/** One row of the workload, one action after another; `cpu` reads the server's processor time. */
export async function measureRow(client, { act, isWriting }, size, cpu) {
  for (let n = 0; n < WARM_UP; n++) await act(client)
  const times = []
  const bytes = []
  const cpuBefore = cpu()
  const end = performance.now() + size.seconds * 1000
  const wanted = isWriting ? size.writes : size.actions
  while (times.length < wanted && (times.length < MIN_ACTIONS || performance.now() < end)) {
    const answer = await act(client)
    times.push(answer.ms)
    bytes.push(answer.bytes)
  }
  return {
    ...summary(times),
    bytes: summary(bytes).p50,
    cpu: rounded((cpu() - cpuBefore) / times.length),
  }
}

/** Queries of one action, by the server's own count. */
export async function countQueries(client, { act }) {
  const counts = []
  for (let n = 0; n < COUNTED_ACTIONS; n++) counts.push((await act(client)).queries)
  return summary(counts).p50
}

/** Everybody at once, each beginning the next action when the last has ended. */
export async function measureMixed(clients, mixed, random, seconds) {
  const times = []
  const started = performance.now()
  const end = started + seconds * 1000
  const work = async (client) => {
    while (performance.now() < end) times.push((await random.weighted(mixed)(client)).ms)
  }
  await Promise.all(clients.map(work))
  const elapsed = (performance.now() - started) / 1000
  return { ...summary(times), perSecond: rounded(times.length / elapsed) }
}
