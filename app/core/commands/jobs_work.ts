import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** The job process: works the queue off and keeps the schedule. The server starts it as its child. */
export default class JobsWork extends BaseCommand {
  static override commandName = 'jobs:work'
  static override description = 'Work the job queue off and start scheduled jobs'
  static override options: CommandOptions = { startApp: true, staysAlive: true }

  override async run() {
    this.#endWithParent()
    const { openWorker } = await import('#core/job_worker')
    const { keepLoops } = await import('#core/job_loop')
    const { keepSchedule } = await import('#core/job_schedule')
    const { LOOPS, SCHEDULE } = await import('#start/scheduler')
    const worker = await openWorker(this.app)
    // Told to end before it began.
    if (this.app.isTerminating || this.app.isTerminated) return

    const stopSchedule = keepSchedule(SCHEDULE)
    const stopLoops = keepLoops(LOOPS, `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`)
    this.app.terminating(async () => {
      await stopSchedule()
      await stopLoops()
      await worker.stop()
    })
    await worker.start()
  }

  /** Without its server nobody would ever stop this process; the wire to it must not keep it alive. */
  #endWithParent() {
    process.once('disconnect', () => void this.terminate())
    process.once('SIGINT', () => void this.terminate())
    process.channel?.unref()
  }
}
