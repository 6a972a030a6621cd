import { BaseSchema } from '@adonisjs/lucid/schema'

/** What taking a bulk edit of an item back needs; null while nothing was written to it. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('bulk_edit_items', (table) => {
      table.json('undo').nullable()
    })
  }

  override async down() {
    this.schema.raw('alter table bulk_edit_items drop column `undo`')
  }
}
