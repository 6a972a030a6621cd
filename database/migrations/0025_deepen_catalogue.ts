import { BaseSchema } from '@adonisjs/lucid/schema'

/** Columns of services that refer to other tables: `[column, referred table]`. */
const REFERENCES = [
  ['family_id', 'service_families'],
  ['availability_calendar_id', 'calendars'],
] as const

const PLAIN = [
  ...['technical_ru', 'technical_en', 'cost_minor', 'price_minor', 'currency'],
  'availability_target',
]

/** Families of services, what they need of each other, and what CAT-01 wants to know of them. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('service_families', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.text('description_ru').nullable()
      table.text('description_en').nullable()
      table.integer('parent_id').unsigned().nullable().references('service_families.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.alterTable('services', (table) => {
      // For the own people only; the descriptions beside are the customer's.
      table.text('technical_ru').nullable()
      table.text('technical_en').nullable()
      // Of a month, in minor units of the currency.
      table.bigInteger('cost_minor').nullable()
      table.bigInteger('price_minor').nullable()
      table.string('currency', 3).nullable()
      // Percent as a decimal text, for example 99.95; the calendar says of which hours, none of all.
      table.string('availability_target', 10).nullable()
    })
    for (const [column, referred] of REFERENCES) this.#addReference(column, referred)

    this.schema.createTable('service_dependencies', (table) => {
      table.increments('id')
      table.integer('service_id').unsigned().notNullable().references('services.id')
      // The service that it cannot do without.
      table.integer('needs_id').unsigned().notNullable().references('services.id')
      table.unique(['service_id', 'needs_id'])
      table.index(['needs_id'])
    })
  }

  override async down() {
    this.schema.dropTable('service_dependencies')
    for (const [column] of REFERENCES) this.#dropReference(column)
    for (const column of PLAIN) this.schema.raw(`alter table services drop column ${column}`)
    this.schema.dropTable('service_families')
  }

  /** SQLite adds a reference with its column only; knex would copy the whole table for it. */
  #addReference(column: string, referred: string) {
    if (this.#isSqlite) {
      this.schema.raw(
        `alter table services add column ${column} integer references ${referred}(id)`
      )
      this.schema.raw(`create index services_${column}_index on services (${column})`)
      return
    }
    this.schema.alterTable('services', (table) => {
      table.integer(column).unsigned().nullable().references(`${referred}.id`)
    })
  }

  #dropReference(column: string) {
    if (this.#isSqlite) {
      this.schema.raw(`drop index services_${column}_index`)
      this.schema.raw(`alter table services drop column ${column}`)
      return
    }
    this.schema.alterTable('services', (table) => {
      table.dropForeign([column])
      table.dropColumn(column)
    })
  }

  get #isSqlite() {
    return this.db.dialect.name === 'better-sqlite3'
  }
}
