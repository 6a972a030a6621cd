import { BaseSchema } from '@adonisjs/lucid/schema'

const COLUMNS = ['exchange_currency', 'exchange_rate', 'exchange_date', 'exchange_source'] as const

/** What a period's total comes to in another currency, told on its documents (domain §7.8, BT-10a). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('billing_periods', (table) => {
      table.string('exchange_currency', 3).nullable()
      // A decimal: so much of it for one of the contract's currency.
      table.string('exchange_rate', 20).nullable()
      table.string('exchange_date', 10).nullable()
      table.string('exchange_source', 120).nullable()
    })
  }

  override async down() {
    for (const column of COLUMNS) {
      this.schema.raw(`alter table billing_periods drop column ${column}`)
    }
  }
}
