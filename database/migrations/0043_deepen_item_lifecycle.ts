import { BaseSchema } from '@adonisjs/lucid/schema'

const ITEM_COLUMNS = ['change_team_id', 'status_changed_at', 'archived_at'] as const
const CLASS_COLUMN = 'archive_after_days'

/** Since when an item has its status, who agrees its changes, and what is put out of sight (CFG-04, domain §4.6). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('configuration_items', (table) => {
      table.integer('change_team_id').unsigned().nullable()
      table.dateTime('status_changed_at').nullable()
      table.dateTime('archived_at').nullable()
      table.index(['status', 'status_changed_at'], 'configuration_items_status_since_index')
    })
    this.schema.alterTable('ci_classes', (table) => {
      // After how long a rest its items are put out of sight; none: as the class above says.
      table.integer(CLASS_COLUMN).nullable()
    })

    // Who reads a number that is gone finds what it was; the history itself is the audit.
    this.schema.createTable('removed_items', (table) => {
      table.increments('id')
      table.integer('former_item_id').unsigned().notNullable().unique()
      table.string('number', 20).notNullable().unique()
      table.string('name', 200).notNullable()
      table
        .integer('ci_class_id')
        .unsigned()
        .nullable()
        .references('ci_classes.id')
        .onDelete('SET NULL')
      table
        .integer('organisation_id')
        .unsigned()
        .notNullable()
        .references('organisations.id')
        .onDelete('CASCADE')
      table.dateTime('removed_at').notNullable()
      table.index(['organisation_id'])
      table.index(['ci_class_id'])
    })

    // No history tells it of old items: the last change of any kind is the latest it can have been.
    this.defer(async (db) => {
      await db.from('configuration_items').update({ status_changed_at: db.raw('updated_at') })
    })
  }

  override async down() {
    this.schema.dropTableIfExists('removed_items')
    this.schema.alterTable('configuration_items', (table) => {
      table.dropIndex([], 'configuration_items_status_since_index')
    })
    if (this.db.dialect.name === 'better-sqlite3') {
      // knex would copy the whole tables.
      for (const column of ITEM_COLUMNS) {
        this.schema.raw(`alter table configuration_items drop column ${column}`)
      }
      this.schema.raw(`alter table ci_classes drop column ${CLASS_COLUMN}`)
      return
    }
    this.schema.alterTable('configuration_items', (table) => {
      table.dropColumns(...ITEM_COLUMNS)
    })
    this.schema.alterTable('ci_classes', (table) => {
      table.dropColumn(CLASS_COLUMN)
    })
  }
}
