import { BaseSchema } from '@adonisjs/lucid/schema'

/** A recalculation of open clocks is of an agreement or of a calendar (§3.3.10). */
export default class extends BaseSchema {
  override async up() {
    this.#letAgreementBe('null')
    this.#addCalendar()
  }

  override async down() {
    this.schema.raw('delete from clock_recalculations where agreement_id is null')
    if (this.#isSqlite) {
      this.schema.raw('drop index clock_recalculations_calendar_id_id_index')
      this.schema.raw('alter table clock_recalculations drop column calendar_id')
    } else {
      this.schema.alterTable('clock_recalculations', (table) => {
        table.dropForeign(['calendar_id'])
        table.dropIndex(['calendar_id', 'id'])
        table.dropColumn('calendar_id')
      })
    }
    this.#letAgreementBe('not null')
  }

  /** Knex would forget that the column has no sign, which its reference on MySQL asks for. */
  #letAgreementBe(state: 'null' | 'not null') {
    if (this.#isSqlite) {
      this.schema.alterTable('clock_recalculations', (table) => {
        if (state === 'null') table.setNullable('agreement_id')
        else table.dropNullable('agreement_id')
      })
    } else {
      this.schema.raw(`alter table clock_recalculations modify agreement_id int unsigned ${state}`)
    }
  }

  /** SQLite adds a reference with its column only. */
  #addCalendar() {
    if (this.#isSqlite) {
      this.schema.raw(
        'alter table clock_recalculations add column calendar_id integer references calendars(id) on delete cascade'
      )
    } else {
      this.schema.alterTable('clock_recalculations', (table) => {
        table
          .integer('calendar_id')
          .unsigned()
          .nullable()
          .references('calendars.id')
          .onDelete('CASCADE')
      })
    }
    this.schema.alterTable('clock_recalculations', (table) => {
      table.index(['calendar_id', 'id'])
    })
  }

  get #isSqlite() {
    return this.db.dialect.name === 'better-sqlite3'
  }
}
