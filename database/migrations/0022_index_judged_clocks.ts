import { BaseSchema } from '@adonisjs/lucid/schema'

/** A report of service levels asks for what ended, and for what was missed, in a span of time. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('clocks', (table) => {
      table.index(['state', 'stopped_at'])
      table.index(['state', 'breached_at'])
    })
  }

  override async down() {
    this.schema.alterTable('clocks', (table) => {
      table.dropIndex(['state', 'breached_at'])
      table.dropIndex(['state', 'stopped_at'])
    })
  }
}
