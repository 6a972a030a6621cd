import { BaseSchema } from '@adonisjs/lucid/schema'

/** Free tags of items; edits of many items at once with what each made of every item. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('configuration_items', (table) => {
      // As history tells them: sorted, parted by commas.
      table.string('tags', 1000).nullable()
    })

    // By what items are found; follows the column.
    this.schema.createTable('ci_tags', (table) => {
      table.increments('id')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.string('tag', 40).notNullable()
      table.index(['item_id'])
      table.index(['tag', 'item_id'])
    })

    this.schema.createTable('bulk_edits', (table) => {
      table.increments('id')
      table
        .integer('requested_by_user_id')
        .unsigned()
        .notNullable()
        .references('users.id')
        .onDelete('CASCADE')
      // draft | running | done | failed
      table.string('state', 20).notNullable()
      table.json('edits').notNullable()
      table.text('reason').nullable()
      // What the preview found, and what came of it.
      table.json('counts').nullable()
      table.integer('progress_done').notNullable().defaultTo(0)
      table.integer('progress_total').notNullable()
      table.dateTime('finished_at').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['requested_by_user_id', 'id'])
    })

    this.schema.createTable('bulk_edit_items', (table) => {
      table.increments('id')
      table
        .integer('bulk_edit_id')
        .unsigned()
        .notNullable()
        .references('bulk_edits.id')
        .onDelete('CASCADE')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      // The version the preview was made of.
      table.integer('item_version').notNullable()
      // change | unchanged | refused
      table.string('plan', 20).nullable()
      // changed | unchanged | refused | stale; null while it waits
      table.string('outcome', 20).nullable()
      table.json('problems').notNullable()
      table.json('changes').notNullable()
      table.unique(['bulk_edit_id', 'item_id'])
      table.index(['bulk_edit_id', 'plan', 'id'])
      table.index(['bulk_edit_id', 'outcome', 'id'])
      table.index(['item_id'])
    })
  }

  override async down() {
    for (const table of ['bulk_edit_items', 'bulk_edits', 'ci_tags']) {
      this.schema.dropTableIfExists(table)
    }
    if (this.db.dialect.name === 'better-sqlite3') {
      // knex would copy the whole table.
      this.schema.raw('alter table configuration_items drop column tags')
      return
    }
    this.schema.alterTable('configuration_items', (table) => table.dropColumn('tags'))
  }
}
