import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** A write of the graph by a process of its own, and the moment at which it was committed. */
export default class BenchRelate extends BaseCommand {
  static override commandName = 'bench:relate'
  static override description = 'Add a relation, to measure when other processes know it'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id of the item that needs the other' })
  declare source: string

  @args.string({ description: 'Id of the other' })
  declare target: string

  override async run() {
    const { relateConfigurationItems } = await import('#cmdb/actions/relate_configuration_items')
    const { SYSTEM_ACTOR } = await import('#core/actor')
    await relateConfigurationItems.handle({
      ...{ actor: SYSTEM_ACTOR, principal: null, typeCode: 'depends_on' },
      ...{ sourceId: Number(this.source), targetId: Number(this.target) },
    })
    this.logger.info(`committed at ${Math.round(performance.timeOrigin + performance.now())}`)
  }
}
