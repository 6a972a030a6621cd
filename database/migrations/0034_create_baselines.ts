import { BaseSchema } from '@adonisjs/lucid/schema'

/** Baselines, changes of controlled items that no change covers, deleted items (domain §4.5). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('configuration_items', (table) => {
      // Null: as its class says.
      table.boolean('is_change_controlled').nullable()
    })

    this.schema.createTable('baselines', (table) => {
      table.increments('id')
      table.string('name', 120).notNullable()
      table.text('description').nullable()
      table.json('scope').notNullable()
      // queued | running | done | failed
      table.string('state', 20).notNullable()
      table.integer('progress_done').notNullable().defaultTo(0)
      table.integer('progress_total').notNullable().defaultTo(0)
      table.integer('item_count').notNullable().defaultTo(0)
      table.integer('relation_count').notNullable().defaultTo(0)
      table.string('content_hash', 64).nullable()
      table.dateTime('captured_at').nullable()
      table
        .integer('created_by_user_id')
        .unsigned()
        .nullable()
        .references('users.id')
        .onDelete('SET NULL')
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['created_by_user_id'])
    })

    this.schema.createTable('baseline_items', (table) => {
      table.increments('id')
      table
        .integer('baseline_id')
        .unsigned()
        .notNullable()
        .references('baselines.id')
        .onDelete('CASCADE')
      // No reference: the copy outlives its item.
      table.integer('item_id').unsigned().notNullable()
      table.integer('organisation_id').unsigned().notNullable()
      table.string('number', 20).notNullable()
      table.string('name', 200).notNullable()
      table.string('class_code', 60).notNullable()
      // Text, not JSON: the hash is over these very characters.
      table.text('content', 'longtext').notNullable()
      table.string('content_hash', 64).notNullable()
      table.unique(['baseline_id', 'item_id'])
      table.index(['baseline_id', 'organisation_id', 'name'])
    })

    this.schema.createTable('unauthorised_changes', (table) => {
      table.increments('id')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.string('field', 120).notNullable()
      table.json('change').notNullable()
      // The first and the last event of the audit that tell of it.
      table.bigInteger('first_event_id').notNullable()
      table.bigInteger('last_event_id').notNullable()
      table.integer('times').notNullable().defaultTo(1)
      table.dateTime('first_at').notNullable()
      table.dateTime('last_at').notNullable()
      table.string('channel', 20).notNullable()
      table.string('actor_label', 200).notNullable()
      table.integer('actor_user_id').nullable()
      // open | accepted | reverted | withdrawn
      table.string('state', 20).notNullable()
      // `item:field` while it is open, so that there is one at most.
      table.string('open_key', 140).nullable().unique()
      table.text('reason').nullable()
      table.integer('decided_by_user_id').unsigned().nullable()
      table.dateTime('decided_at').nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['state', 'last_at'])
      table.index(['organisation_id', 'state'])
      table.index(['item_id'])
    })

    // How far the audit was read in search of them; one row.
    this.schema.createTable('change_watches', (table) => {
      table.integer('id').primary()
      table.bigInteger('last_event_id').notNullable()
    })
  }

  override async down() {
    for (const table of ['change_watches', 'unauthorised_changes', 'baseline_items', 'baselines']) {
      this.schema.dropTableIfExists(table)
    }
    // Not through knex, which would copy the whole table on SQLite.
    this.schema.raw('alter table configuration_items drop column is_change_controlled')
  }
}
