import { BaseSchema } from '@adonisjs/lucid/schema'

const COLUMNS = [
  ['roles', 'version'],
  ['roles', 'is_customised'],
  ['roles', 'is_client'],
  ['users', 'version'],
] as const

/** Roles that an administrator edits, and accounts whose edits do not overwrite each other. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('roles', (table) => {
      table.integer('version').notNullable().defaultTo(1)
      // A new release brings its permissions only to built-in roles that nobody edited.
      table.boolean('is_customised').notNullable().defaultTo(false)
      // May be given by who manages accounts of some organisations only.
      table.boolean('is_client').notNullable().defaultTo(false)
    })
    this.schema.alterTable('users', (table) => {
      table.integer('version').notNullable().defaultTo(1)
    })
  }

  override async down() {
    // By hand: on SQLite the builder copies the table, and what refers to it would go with the old one.
    for (const [table, column] of COLUMNS) {
      this.schema.raw(`alter table ${table} drop column ${column}`)
    }
  }
}
