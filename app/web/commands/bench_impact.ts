import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** How large the graph is in memory, how fast it answers, and whether rightly. */
export default class BenchImpact extends BaseCommand {
  static override commandName = 'bench:impact'
  static override description = 'Measure the impact engine on the data of bench:load'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Folder with the files that bench:load loaded' })
  declare directory: string

  override async run() {
    const { measureImpact } = await import('#database/bench/measure_impact')
    this.logger.info(JSON.stringify(await measureImpact(this.directory)))
  }
}
