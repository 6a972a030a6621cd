import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The one way of billing a contract had before it was composed of rules. Without a transaction:
 * going back, SQLite copies the table, and only outside of one it lets referring rows be meanwhile.
 */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    for (const column of ['billing_kind', 'billing_terms']) {
      this.schema.raw(`alter table contracts drop column ${column}`)
    }
  }

  override async down() {
    this.schema.alterTable('contracts', (table) => {
      table.string('billing_kind', 20).notNullable().defaultTo('tm')
      table.json('billing_terms').nullable()
    })
    this.schema.raw(`update contracts set billing_terms = '{}'`)
    this.schema.alterTable('contracts', (table) => {
      table.string('billing_kind', 20).notNullable().alter()
      table.json('billing_terms').notNullable().alter()
    })
  }
}
