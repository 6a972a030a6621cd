import { BaseSchema } from '@adonisjs/lucid/schema'
import { createHash } from 'node:crypto'

type Row = Record<string, any>

/** Immutable versions of calendars and holiday sets that several calendars share (domain §3.4). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('calendars', (table) => {
      table.boolean('is_active').notNullable().defaultTo(true)
    })

    this.schema.createTable('calendar_versions', (table) => {
      table.increments('id')
      table
        .integer('calendar_id')
        .unsigned()
        .notNullable()
        .references('calendars.id')
        .onDelete('CASCADE')
      table.integer('version').notNullable()
      // Clocks that start from here on use it, unless a later version has begun too.
      table.dateTime('valid_from').notNullable()
      table.string('time_zone', 60).notNullable()
      table.json('week').notNullable()
      // { "2026-01-01": [], "2026-04-30": [["09:00", "17:00"]] }, holiday sets included.
      table.json('exceptions').notNullable()
      // SHA-256 of the three above: equal ones are compiled once.
      table.string('digest', 64).notNullable()
      table.dateTime('created_at').notNullable()
      table.unique(['calendar_id', 'version'])
      table.index(['calendar_id', 'valid_from'])
    })

    this.schema.createTable('holiday_sets', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.string('country', 2).nullable()
      table.string('region', 20).nullable()
      // Where each year comes from: { "2026": { "source": "decree", "note": "…" } }
      table.json('years').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('holiday_set_days', (table) => {
      table.increments('id')
      table
        .integer('holiday_set_id')
        .unsigned()
        .notNullable()
        .references('holiday_sets.id')
        .onDelete('CASCADE')
      table.string('on_date', 10).notNullable()
      table.string('kind', 20).notNullable()
      // A moved working day has the hours of the date it is worked for.
      table.string('replaces_on', 10).nullable()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.unique(['holiday_set_id', 'on_date'])
    })

    this.schema.createTable('calendar_holiday_sets', (table) => {
      table.increments('id')
      table
        .integer('calendar_id')
        .unsigned()
        .notNullable()
        .references('calendars.id')
        .onDelete('CASCADE')
      table.integer('holiday_set_id').unsigned().notNullable().references('holiday_sets.id')
      // Where two sets know a date, the later one decides.
      table.integer('position').notNullable()
      table.unique(['calendar_id', 'holiday_set_id'])
    })

    // Whoever changes a calendar asks which open clocks stand on it.
    this.schema.alterTable('clocks', (table) => {
      table.index(['calendar_id', 'state'], 'clocks_calendar_state_index')
    })

    this.defer(async (client) => {
      for (const calendar of await client.from('calendars')) {
        const known = await client
          .from('clocks')
          .where('calendar_id', calendar.id)
          .distinct('calendar_version')
        const numbers = new Set([
          Number(calendar.version),
          ...known.map((row: Row) => Number(row.calendar_version)),
        ])
        const days = await client
          .from('calendar_exceptions')
          .where('calendar_id', calendar.id)
          .orderBy('on_date')
        const content = contentOf(calendar, days)
        for (const version of numbers) {
          await client.table('calendar_versions').insert({
            calendar_id: calendar.id,
            version,
            valid_from: calendar.created_at,
            ...content,
            created_at: calendar.updated_at,
          })
        }
      }
    })
  }

  override async down() {
    // MariaDB keeps the reference on this index: made anew, it brings its own again.
    const isSqlite = this.db.dialect.name === 'better-sqlite3'
    this.schema.alterTable('clocks', (table) => {
      if (!isSqlite) table.dropForeign(['calendar_id'])
      table.dropIndex(['calendar_id', 'state'], 'clocks_calendar_state_index')
    })
    if (!isSqlite) {
      this.schema.alterTable('clocks', (table) => {
        table.foreign('calendar_id').references('calendars.id')
      })
    }
    this.schema.dropTableIfExists('calendar_holiday_sets')
    this.schema.dropTableIfExists('holiday_set_days')
    this.schema.dropTableIfExists('holiday_sets')
    this.schema.dropTableIfExists('calendar_versions')
    // By hand: on SQLite the builder copies the table, and what refers to it would go with the old one.
    this.schema.raw('alter table calendars drop column is_active')
  }
}

/** Calendars from before versions were kept: every clock was computed with the present content. */
function contentOf(calendar: Row, days: Row[]) {
  const read = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value)
  const week = read(calendar.week)
  const exceptions = Object.fromEntries(days.map((day) => [day.on_date, read(day.intervals)]))
  const text = JSON.stringify([calendar.time_zone, week, exceptions])
  return {
    time_zone: calendar.time_zone,
    week: JSON.stringify(week),
    exceptions: JSON.stringify(exceptions),
    digest: createHash('sha256').update(text).digest('hex'),
  }
}
