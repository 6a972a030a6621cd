import { BaseSchema } from '@adonisjs/lucid/schema'

/** What an import can take back; where the values of items come from; findings; sources (domain §4.8). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('import_undos', (table) => {
      table.increments('id')
      table
        .integer('data_import_id')
        .unsigned()
        .notNullable()
        .references('data_imports.id')
        .onDelete('CASCADE')
      table.integer('row_number').notNullable()
      table.integer('subject_id').notNullable()
      // What the kind of import needs in order to take the row back.
      table.json('undo').notNullable()
      table.string('outcome', 20).nullable()
      table.json('problems').nullable()
      table.unique(['data_import_id', 'row_number'])
    })

    // A name a number had before its item became part of another.
    this.schema.createTable('ci_former_numbers', (table) => {
      table.increments('id')
      table.string('number', 20).notNullable().unique()
      table.integer('former_item_id').notNullable().unique()
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.dateTime('merged_at').notNullable()
    })

    this.schema.createTable('ci_sources', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name', 120).notNullable()
      table.string('authority', 20).notNullable()
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('ci_class_id').unsigned().notNullable().references('ci_classes.id')
      // Headings or keys of the records by field; the key; policies of fields.
      table.json('columns').notNullable()
      table.json('policies').notNullable()
      table.boolean('creates_items').notNullable().defaultTo(true)
      table.boolean('identifies_by_name').notNullable().defaultTo(true)
      table.boolean('null_erases').notNullable().defaultTo(false)
      table.string('missing', 20).notNullable()
      table.integer('missing_limit_percent').notNullable()
      table.integer('refresh_days').nullable()
      table.boolean('is_active').notNullable().defaultTo(true)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['organisation_id'])
      table.index(['ci_class_id'])
    })

    this.schema.createTable('ci_provenances', (table) => {
      table
        .integer('item_id')
        .unsigned()
        .primary()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      // By field: which source wrote it when, and whether it is locked.
      table.json('fields').notNullable()
    })

    this.schema.createTable('ci_source_runs', (table) => {
      table.increments('id')
      table
        .integer('ci_source_id')
        .unsigned()
        .notNullable()
        .references('ci_sources.id')
        .onDelete('CASCADE')
      table.string('kind', 10).notNullable()
      table.string('state', 20).notNullable()
      table.string('channel', 10).notNullable()
      table
        .integer('requested_by_user_id')
        .unsigned()
        .nullable()
        .references('users.id')
        .onDelete('SET NULL')
      table.json('counts').notNullable()
      table.integer('missing_count').nullable()
      table.string('error_key', 120).nullable()
      table.json('error_params').nullable()
      table.string('request_id', 60).nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.dateTime('finished_at').nullable()
      table.index(['ci_source_id', 'id'])
      table.index(['state', 'updated_at'])
    })

    this.schema.createTable('ci_source_batches', (table) => {
      table.increments('id')
      table
        .integer('ci_source_run_id')
        .unsigned()
        .notNullable()
        .references('ci_source_runs.id')
        .onDelete('CASCADE')
      table.integer('first_row').notNullable()
      table.integer('row_count').notNullable()
      table.text('records', 'longtext').notNullable()
      table.dateTime('created_at').notNullable()
      table.index(['ci_source_run_id', 'first_row'])
    })

    // Rows of a run that could not be taken, for its log.
    this.schema.createTable('ci_source_problems', (table) => {
      table.increments('id')
      table
        .integer('ci_source_run_id')
        .unsigned()
        .notNullable()
        .references('ci_source_runs.id')
        .onDelete('CASCADE')
      table.integer('row_number').notNullable()
      table.string('label', 200).notNullable()
      table.string('status', 20).notNullable()
      table.json('problems').notNullable()
      table.index(['ci_source_run_id', 'row_number'])
    })

    this.schema.createTable('ci_sightings', (table) => {
      table.increments('id')
      table
        .integer('ci_source_id')
        .unsigned()
        .notNullable()
        .references('ci_sources.id')
        .onDelete('CASCADE')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.integer('last_run_id').nullable()
      table.dateTime('last_seen_at').notNullable()
      table.boolean('is_missing').notNullable().defaultTo(false)
      table.unique(['ci_source_id', 'item_id'])
      table.index(['item_id'])
    })

    this.schema.createTable('ci_findings', (table) => {
      table.increments('id')
      table.string('kind', 20).notNullable()
      // Null: of several organisations, for the provider alone.
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
      table
        .integer('item_id')
        .unsigned()
        .nullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.string('source_code', 40).notNullable()
      table.string('field', 80).nullable()
      table.string('label', 200).notNullable()
      table.json('details').notNullable()
      table.string('fingerprint', 40).notNullable().unique()
      table.string('state', 20).notNullable()
      table.integer('times').notNullable().defaultTo(1)
      table
        .integer('closed_by_user_id')
        .unsigned()
        .nullable()
        .references('users.id')
        .onDelete('SET NULL')
      table.dateTime('closed_at').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('last_seen_at').notNullable()
      table.index(['organisation_id', 'state', 'kind', 'id'])
      table.index(['item_id'])
      table.index(['state', 'kind', 'id'])
    })
  }

  override async down() {
    const sources = ['ci_sightings', 'ci_source_problems', 'ci_source_batches', 'ci_source_runs']
    const tables = ['ci_findings', ...sources, 'ci_provenances', 'ci_sources']
    for (const table of [...tables, 'ci_former_numbers', 'import_undos']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
