import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** How fast the due worker is: a minute's worth of timers among many open clocks. */
export default class BenchTimers extends BaseCommand {
  static override commandName = 'bench:timers'
  static override description =
    'Fill an empty database with open clocks and measure how long the due ones take to fire'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Open clocks', default: 100_000 })
  declare clocks: number

  @flags.number({ description: 'Timers that are due, half of them breaches', default: 2_000 })
  declare due: number

  override async run() {
    const { loadOpenClocks } = await import('#database/bench/load_open_clocks')
    const { fireTicketTimers } = await import('#tickets/actions/fire_ticket_timers')
    if (!(await loadOpenClocks(this.clocks, this.due))) {
      this.logger.error('The database holds tickets already; give an empty one.')
      this.exitCode = 1
      return
    }
    const started = performance.now()
    const before = process.cpuUsage()
    let fired = 0
    for (let count = 1; count > 0; fired += count) {
      count = await fireTicketTimers.handle({ worker: 'bench' })
    }
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(before)
    const cpu = ((user + system) / 1_000_000).toFixed(2)
    this.logger.info(
      `${fired} timers of ${this.clocks} clocks fired in ${seconds.toFixed(2)} s, ${cpu} s of processor`
    )
  }
}
