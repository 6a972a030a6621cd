import { BaseSchema } from '@adonisjs/lucid/schema'

/** People of the client who are spoken to about a contract, each with what for (domain §7.1). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('contract_contacts', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      table.string('role', 20).notNullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['contract_id', 'person_id', 'role'])
      table.index(['person_id'])
    })
  }

  override async down() {
    this.schema.dropTable('contract_contacts')
  }
}
