import { BaseSchema } from '@adonisjs/lucid/schema'

/** A bill asks for promises judged in its period: of a contract's tickets that were not closed before. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('tickets', (table) => {
      table.index(['contract_id', 'closed_at'])
    })
  }

  override async down() {
    this.schema.alterTable('tickets', (table) => {
      table.dropIndex(['contract_id', 'closed_at'])
    })
  }
}
