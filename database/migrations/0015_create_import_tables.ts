import { BaseSchema } from '@adonisjs/lucid/schema'

/** Uploaded files, imports of tables with their rows, mappings kept under a name. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('uploads', (table) => {
      table.increments('id')
      table.integer('uploaded_by_user_id').unsigned().nullable()
      // Below the storage folder; made here, never taken from the name that came.
      table.string('file', 200).notNullable().unique()
      table.string('name', 200).notNullable()
      table.string('type', 20).notNullable()
      table.integer('size').notNullable()
      table.dateTime('created_at').notNullable().index()
    })

    this.schema.createTable('data_imports', (table) => {
      table.increments('id')
      table.string('kind', 40).notNullable()
      table
        .integer('requested_by_user_id')
        .unsigned()
        .nullable()
        .references('users.id')
        .onDelete('CASCADE')
      table.integer('upload_id').unsigned().nullable().references('uploads.id').onDelete('SET NULL')
      table.string('file_name', 200).notNullable()
      table.string('state', 20).notNullable()
      // Sheets and headings of the file, as they were read.
      table.json('sheets').notNullable()
      table.json('settings').notNullable()
      table.json('counts').nullable()
      table.integer('progress_done').notNullable().defaultTo(0)
      table.integer('progress_total').notNullable().defaultTo(0)
      table.string('error_key', 120).nullable()
      table.json('error_params').nullable()
      table.string('request_id', 60).nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.dateTime('finished_at').nullable()
      table.index(['requested_by_user_id', 'kind', 'id'])
      table.index(['state', 'updated_at'])
    })

    this.schema.createTable('import_rows', (table) => {
      table.increments('id')
      table
        .integer('data_import_id')
        .unsigned()
        .notNullable()
        .references('data_imports.id')
        .onDelete('CASCADE')
      table.integer('row_number').notNullable()
      table.string('status', 20).notNullable()
      // What the preview compared with: a run refuses a row whose record changed since.
      table.integer('subject_id').nullable()
      table.integer('subject_version').nullable()
      table.json('cells').notNullable()
      table.json('problems').notNullable()
      table.json('candidates').notNullable()
      table.string('outcome', 20).nullable()
      table.unique(['data_import_id', 'row_number'])
      table.index(['data_import_id', 'status', 'row_number'])
      table.index(['data_import_id', 'outcome', 'row_number'])
    })

    this.schema.createTable('import_templates', (table) => {
      table.increments('id')
      table.string('kind', 40).notNullable()
      table.string('name', 120).notNullable()
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      // With an organisation everybody who imports into it may use the template.
      table
        .integer('organisation_id')
        .unsigned()
        .nullable()
        .references('organisations.id')
        .onDelete('CASCADE')
      table.json('settings').notNullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['kind', 'user_id', 'name'])
      table.index(['kind', 'organisation_id'])
    })
  }

  override async down() {
    for (const table of ['import_templates', 'import_rows', 'data_imports', 'uploads']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
