import { BaseSchema } from '@adonisjs/lucid/schema'
import { phoneDigits, phoneTail } from '#directory/workflow/phone_number'

/** Columns that refer to other tables: `[table, column, referred table]`. */
const REFERENCES = [
  ['people', 'department_id', 'departments'],
  ['people', 'manager_id', 'people'],
  ['people', 'merged_into_id', 'people'],
] as const

/** Departments, phones, skills, absences, places; managers and merged people. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('departments', (table) => {
      table.increments('id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('parent_id').unsigned().nullable()
      table.string('name', 200).notNullable()
      table.integer('head_person_id').unsigned().nullable().references('people.id')
      table.boolean('is_active').notNullable().defaultTo(true)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['organisation_id', 'id'])
      table.index(['head_person_id'])
      // A department and the one above it share the organisation (T9).
      table
        .foreign(['organisation_id', 'parent_id'])
        .references(['organisation_id', 'id'])
        .inTable('departments')
    })

    this.schema.createTable('person_phones', (table) => {
      table.increments('id')
      table
        .integer('person_id')
        .unsigned()
        .notNullable()
        .references('people.id')
        .onDelete('CASCADE')
      // The first one is the person's phone where there is room for one alone.
      table.integer('position').notNullable()
      table.string('number', 40).notNullable()
      table.string('label', 40).nullable()
      // As `phoneDigits` gives them: international, without signs.
      table.string('digits', 20).notNullable().index()
      table.string('tail', 10).notNullable().index()
      table.unique(['person_id', 'position'])
    })

    this.schema.createTable('skills', (table) => {
      table.increments('id')
      table.string('name', 120).notNullable().unique()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('person_skills', (table) => {
      table.increments('id')
      table
        .integer('person_id')
        .unsigned()
        .notNullable()
        .references('people.id')
        .onDelete('CASCADE')
      table.integer('skill_id').unsigned().notNullable().references('skills.id')
      table.integer('level').notNullable()
      table.unique(['person_id', 'skill_id'])
      table.index(['skill_id', 'level'])
    })

    this.schema.createTable('person_absences', (table) => {
      table.increments('id')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      // Dates where the person is, `YYYY-MM-DD`, both included.
      table.string('starts_on', 10).notNullable()
      table.string('ends_on', 10).notNullable()
      table.string('reason_kind', 20).notNullable()
      table.integer('substitute_id').unsigned().nullable().references('people.id')
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['person_id', 'ends_on'])
      table.index(['substitute_id'])
    })

    this.schema.alterTable('teams', (table) => {
      table.integer('version').notNullable().defaultTo(1)
    })
    this.schema.alterTable('sites', (table) => {
      table.string('region', 120).nullable()
      table.double('latitude').nullable()
      table.double('longitude').nullable()
      table.boolean('is_active').notNullable().defaultTo(true)
    })
    this.schema.alterTable('people', (table) => {
      table.string('room', 60).nullable()
    })
    for (const [table, column, referred] of REFERENCES) this.#addReference(table, column, referred)

    this.defer(async (db) => {
      const people = await db.from('people').whereNotNull('phone').select('id', 'phone')
      for (const { id, phone } of people) {
        const number = String(phone).trim()
        const digits = phoneDigits(number)
        if (digits === null) continue
        const row = { number, label: null, digits, tail: phoneTail(digits) }
        await db.table('person_phones').insert({ person_id: id, position: 0, ...row })
      }
    })
    this.schema.raw('alter table people drop column phone')
  }

  override async down() {
    this.schema.raw('alter table people add column phone varchar(40) null')
    this.defer(async (db) => {
      const phones = await db.from('person_phones').where('position', 0)
      for (const { person_id: id, number } of phones) {
        await db.from('people').where({ id }).update({ phone: number })
      }
    })
    for (const [table, column] of REFERENCES) this.#dropReference(table, column)
    this.schema.raw('alter table people drop column room')
    for (const column of ['region', 'latitude', 'longitude', 'is_active']) {
      this.schema.raw(`alter table sites drop column ${column}`)
    }
    this.schema.raw('alter table teams drop column version')
    const tables = ['person_absences', 'person_skills', 'skills', 'person_phones', 'departments']
    for (const table of tables) this.schema.dropTable(table)
  }

  /** SQLite adds a reference with its column only; knex would copy the whole table for it. */
  #addReference(table: string, column: string, referred: string) {
    if (this.#isSqlite) {
      this.schema.raw(
        `alter table ${table} add column ${column} integer references ${referred}(id)`
      )
      this.schema.raw(`create index ${table}_${column}_index on ${table} (${column})`)
      return
    }
    this.schema.alterTable(table, (altered) => {
      altered.integer(column).unsigned().nullable().references(`${referred}.id`)
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
