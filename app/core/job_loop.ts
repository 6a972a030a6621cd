import logger from '@adonisjs/core/services/logger'
import { setTimeout as wait } from 'node:timers/promises'

/** Does what is due and answers whether more may be waiting. */
export type LoopWork = (worker: string) => Promise<boolean>

/** Work that the job process looks for again and again, in seconds. */
export type Loop = { name: string; everySeconds: number; work: () => Promise<LoopWork> }

const AFTER_FAILURE_SECONDS = 15

/** Runs the loops side by side. Gives a function that stops them after the work at hand. */
export function keepLoops(loops: readonly Loop[], worker: string): () => Promise<void> {
  const stopping = new AbortController()
  const running = loops.map((loop) => keep(loop, worker, stopping.signal))
  return async () => {
    stopping.abort()
    await Promise.all(running)
  }
}

async function keep(loop: Loop, worker: string, signal: AbortSignal) {
  const work = await loop.work()
  while (!signal.aborted) {
    const seconds = await pauseAfter(work, loop, worker)
    if (seconds > 0) await wait(seconds * 1000, undefined, { signal }).catch(() => undefined)
  }
}

/** Seconds to rest; a failure rests longer and never ends the loop. */
async function pauseAfter(work: LoopWork, loop: Loop, worker: string): Promise<number> {
  try {
    return (await work(worker)) ? 0 : loop.everySeconds
  } catch (error) {
    logger.error({ err: error, loop: loop.name }, 'a loop of the job process failed')
    return Math.max(loop.everySeconds, AFTER_FAILURE_SECONDS)
  }
}
