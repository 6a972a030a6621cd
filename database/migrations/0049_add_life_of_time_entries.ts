import { BaseSchema } from '@adonisjs/lucid/schema'

/** The way of a time entry to a bill (domain §2.8): who wrote it submits it, somebody else approves. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('time_entries', (table) => {
      // What was logged before anybody could doubt it stands.
      table.string('state', 20).notNullable().defaultTo('approved')
      table.dateTime('decided_at').nullable()
      // The question an entry came back with.
      table.string('decision_note', 500).nullable()
      table.index(['state', 'work_date'])
    })
    this.#addDecider()
  }

  override async down() {
    this.#dropDecider()
    this.schema.alterTable('time_entries', (table) => {
      table.dropIndex(['state', 'work_date'])
    })
    for (const column of ['state', 'decided_at', 'decision_note']) {
      this.schema.raw(`alter table time_entries drop column ${column}`)
    }
  }

  /** SQLite adds a reference with its column only; knex would copy the whole table for it. */
  #addDecider() {
    if (this.#isSqlite) {
      this.schema.raw(
        'alter table time_entries add column decided_by_id integer references people(id)'
      )
      return
    }
    this.schema.alterTable('time_entries', (table) => {
      table.integer('decided_by_id').unsigned().nullable().references('people.id')
    })
  }

  #dropDecider() {
    if (this.#isSqlite) {
      this.schema.raw('alter table time_entries drop column decided_by_id')
      return
    }
    this.schema.alterTable('time_entries', (table) => {
      table.dropForeign(['decided_by_id'])
      table.dropColumn('decided_by_id')
    })
  }

  get #isSqlite() {
    return this.db.dialect.name === 'better-sqlite3'
  }
}
