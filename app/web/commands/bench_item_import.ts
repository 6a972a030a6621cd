import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** How long a file of items takes with reconciliation, and that the second time it writes nothing. */
export default class BenchItemImport extends BaseCommand {
  static override commandName = 'bench:item-import'
  static override description = 'Measure the import of a file of configuration items'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Rows of the file', default: 50_000 })
  declare rows: number

  override async run() {
    const { measureItemImport } = await import('#database/bench/item_import')
    const { seconds, again, megabytes } = await measureItemImport(this.rows)
    const peak = `peak ${megabytes} MB, second check ${again.toFixed(1)} s`
    this.logger.info(`${this.rows} items imported (${peak}) in ${seconds.toFixed(2)} s`)
  }
}
