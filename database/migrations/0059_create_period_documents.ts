import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Documents of locked periods (domain §7.6): made once for each revision and kept with their hash. A
 * row is written when a document is asked for and filled when it is made; after that it stays.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('period_documents', (table) => {
      table.increments('id')
      table.integer('billing_period_id').unsigned().notNullable().references('billing_periods.id')
      table.integer('revision').notNullable()
      // report | act | invoice
      table.string('kind', 10).notNullable()
      table.string('format', 4).notNullable()
      table.string('language', 2).notNullable()
      // Below the storage folder; a name that no other document ever has.
      table.string('file', 200).notNullable()
      // As it is called when somebody saves it; null until it is made, like all below.
      table.string('name', 200).nullable()
      // SHA-256 in hexadecimal.
      table.string('content_hash', 64).nullable()
      table.integer('bytes').unsigned().nullable()
      table.dateTime('made_at').nullable()
      // Null: the application itself.
      table.integer('asked_by_user_id').unsigned().nullable().references('users.id')
      table.dateTime('asked_at').notNullable()
      // It could not be made; asking again clears it.
      table.dateTime('failed_at').nullable()
      table.unique(['billing_period_id', 'revision', 'kind', 'format', 'language'], {
        indexName: 'period_documents_once',
      })
    })
  }

  override async down() {
    this.schema.dropTable('period_documents')
  }
}
