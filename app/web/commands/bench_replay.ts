import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** How fast a past year is judged under other terms. */
export default class BenchReplay extends BaseCommand {
  static override commandName = 'bench:replay'
  static override description =
    'Fill an empty database with closed tickets and measure how long replaying them takes'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Closed tickets', default: 100_000 })
  declare tickets: number

  override async run() {
    const { loadClosedTickets } = await import('#database/bench/load_closed_tickets')
    const { replayYear } = await import('#database/bench/replay_year')
    if (!(await loadClosedTickets(this.tickets))) {
      this.logger.error('The database holds tickets already; give an empty one.')
      this.exitCode = 1
      return
    }
    const started = performance.now()
    const before = process.cpuUsage()
    const { tickets, counts } = await replayYear()
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(before)
    const cpu = ((user + system) / 1_000_000).toFixed(2)
    const changed = counts.worse + counts.better
    this.logger.info(
      `${tickets} closed tickets replayed in ${seconds.toFixed(2)} s, ${cpu} s of processor, ${changed} changes`
    )
  }
}
