import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** A write of the graph by a process of its own, and the moment at which it was committed. */
export default class BenchRelate extends BaseCommand {
  static override commandName = 'bench:relate'
  static override description = 'Add or take away a relation, to measure when others know it'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id of the item that needs the other' })
  declare source: string

  @args.string({ description: 'Id of the other' })
  declare target: string

  override async run() {
    const { toggleRelation } = await import('#database/bench/toggle_relation')
    await toggleRelation(Number(this.source), Number(this.target))
    this.logger.info(`committed at ${Math.round(performance.timeOrigin + performance.now())}`)
  }
}
