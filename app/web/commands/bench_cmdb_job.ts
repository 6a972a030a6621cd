import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Time and memory of one of the CMDB's long jobs, in a process that does nothing else. */
export default class BenchCmdbJob extends BaseCommand {
  static override commandName = 'bench:cmdb-job'
  static override description = 'Measure a job over all items of bench:load: health, single_points'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'health or single_points' })
  declare job: string

  override async run() {
    const { CMDB_JOBS, measureCmdbJob } = await import('#database/bench/measure_cmdb_job')
    const job = CMDB_JOBS.find((name) => name === this.job)
    if (!job) return void this.logger.error(`The jobs are ${CMDB_JOBS.join(', ')}.`)
    this.logger.info(JSON.stringify(await measureCmdbJob(job)))
  }
}
