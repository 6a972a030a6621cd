import { BaseSchema } from '@adonisjs/lucid/schema'

const KEPT = 'is_kept'

/** Files and links that belong to an item (CFG-12). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('uploads', (table) => {
      // A record holds it; what nobody holds is swept after a while.
      table.boolean(KEPT).notNullable().defaultTo(false)
    })
    this.schema.createTable('item_documents', (table) => {
      table.increments('id')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.string('title', 200).notNullable()
      table.string('kind', 20).notNullable()
      // Either an address or a file.
      table.string('url', 2000).nullable()
      table.integer('upload_id').unsigned().nullable().unique().references('uploads.id')
      table.string('valid_until', 10).nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['item_id'])
      table.index(['valid_until'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('item_documents')
    if (this.db.dialect.name === 'better-sqlite3') {
      // knex would copy the whole table.
      this.schema.raw(`alter table uploads drop column ${KEPT}`)
      return
    }
    this.schema.alterTable('uploads', (table) => {
      table.dropColumn(KEPT)
    })
  }
}
