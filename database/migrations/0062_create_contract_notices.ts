import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What account managers were told about contracts, each once: limits and included hours that are
 * nearly or wholly used in a period (domain §7.1), and ends that come near.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('contract_notices', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      table.string('event', 20).notNullable()
      // The limit, or the key of the rule; empty where the event has none.
      table.string('about', 60).notNullable()
      // The first day of the period, or the contract's last day.
      table.string('of_date', 10).notNullable()
      table.dateTime('created_at').notNullable()
      table.unique(['contract_id', 'event', 'about', 'of_date'])
    })
  }

  override async down() {
    this.schema.dropTable('contract_notices')
  }
}
