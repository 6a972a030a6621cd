import { BaseSchema } from '@adonisjs/lucid/schema'

const REFERENCES = [
  ['incidents', 'duplicate_of_id'],
  ['ticket_comments', 'origin_ticket_id'],
] as const

/** Which incident a duplicate went into, and where a comment that moved along was written (INC-22). */
export default class extends BaseSchema {
  override async up() {
    for (const [table, column] of REFERENCES) this.#addReference(table, column)
  }

  override async down() {
    for (const [table, column] of REFERENCES) this.#dropReference(table, column)
  }

  /** SQLite adds a reference with its column only; knex would copy the whole table for it. */
  #addReference(table: string, column: string) {
    if (this.#isSqlite) {
      this.schema.raw(`alter table ${table} add column ${column} integer references tickets(id)`)
      this.schema.raw(`create index ${table}_${column}_index on ${table} (${column})`)
      return
    }
    this.schema.alterTable(table, (altered) => {
      altered.integer(column).unsigned().nullable().references('tickets.id')
    })
  }

  #dropReference(table: string, column: string) {
    if (this.#isSqlite) {
      this.schema.raw(`drop index ${table}_${column}_index`)
      this.schema.raw(`alter table ${table} drop column ${column}`)
      return
    }
    this.schema.alterTable(table, (altered) => {
      altered.dropForeign([column])
      altered.dropColumn(column)
    })
  }

  get #isSqlite() {
    return this.db.dialect.name === 'better-sqlite3'
  }
}
