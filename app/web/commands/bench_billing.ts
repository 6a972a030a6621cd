import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Time and memory of billing: a large period as a page and as documents, a month being closed. */
export default class BenchBilling extends BaseCommand {
  static override commandName = 'bench:billing'
  static override description =
    'Fill an empty database with contracts and work (load), measure preview, documents or closing'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'load, preview, documents or closing' })
  declare part: string

  @flags.number({ description: 'Contracts to load', default: 500 })
  declare contracts: number

  override async run() {
    const { BILLING_PARTS, measureBilling } = await import('#database/bench/measure_billing')
    const part = BILLING_PARTS.find((name) => name === this.part)
    if (!part) return void this.logger.error(`The parts are ${BILLING_PARTS.join(', ')}.`)
    this.logger.info(JSON.stringify(await measureBilling(part, this.contracts)))
  }
}
