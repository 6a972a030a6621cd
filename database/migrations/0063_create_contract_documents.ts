import { BaseSchema } from '@adonisjs/lucid/schema'

/** Signed papers that belong to a contract: files, those for the client marked (domain §7.1). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('contract_documents', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      table.string('title', 200).notNullable()
      table.string('kind', 20).notNullable()
      table.integer('upload_id').unsigned().notNullable().unique().references('uploads.id')
      table.boolean('is_for_client').notNullable().defaultTo(false)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['contract_id'])
    })
  }

  override async down() {
    this.schema.dropTable('contract_documents')
  }
}
