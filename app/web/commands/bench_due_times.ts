import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** How fast the engine of service levels tells when promises are due. */
export default class BenchDueTimes extends BaseCommand {
  static override commandName = 'bench:due-times'
  static override description = 'Measure how long a number of due times take to compute'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Due times', default: 10_000 })
  declare count: number

  override async run() {
    const { measureDueTimes } = await import('#database/bench/due_times')
    const seconds = measureDueTimes(this.count)
    this.logger.info(`${this.count} due times computed in ${seconds.toFixed(2)} s`)
  }
}
