import { JOB_NODE_FLAGS } from '#core/process_memory'
import type { ApplicationService } from '@adonisjs/core/types'
import logger from '@adonisjs/core/services/logger'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 60_000
/** A child that lived this long was well: the next fall begins with the first delay again. */
const HEALTHY_MS = 60_000
const PATIENCE_MS = 10_000

/**
 * Keeps one child process for jobs beside the server: started when the server is ready, started
 * again, later each time, when it falls, and stopped with the server. The child ends by itself when
 * the server is gone without a word.
 */
export function keepJobProcess(app: ApplicationService) {
  const keeper = new JobProcess(app)
  void app.ready(() => keeper.start())
  app.terminating(() => keeper.stop())
}

class JobProcess {
  #child: ChildProcess | null = null
  #isStopping = false
  #delay = FIRST_DELAY_MS

  constructor(private app: ApplicationService) {}

  start() {
    if (this.#isStopping) return
    const startedAt = performance.now()
    const child = fork(this.app.makePath('ace.js'), ['jobs:work'], {
      cwd: this.app.makePath(),
      // The server's own loaders, as in development, are not the child's.
      execArgv: [...JOB_NODE_FLAGS],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    child.once('exit', (code, signal) =>
      this.#restart({ code, signal }, performance.now() - startedAt)
    )
    child.once('error', (error) => logger.error({ err: error }, 'the job process could not start'))
    logger.info({ pid: child.pid }, 'job process started')
  }

  async stop() {
    this.#isStopping = true
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const isInTime = await Promise.race([
      ended.then(() => true),
      wait(PATIENCE_MS, false, { ref: false }),
    ])
    if (!isInTime) child.kill('SIGKILL')
  }

  #restart(end: { code: number | null; signal: string | null }, livedMs: number) {
    if (this.#isStopping) return
    if (livedMs >= HEALTHY_MS) this.#delay = FIRST_DELAY_MS
    logger.warn({ ...end, restartInMs: this.#delay }, 'the job process ended')
    setTimeout(() => this.start(), this.#delay).unref()
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MS)
  }
}
