import { BaseSchema } from '@adonisjs/lucid/schema'

/** Work types, time entries, VAT rates by service date (domain §7). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('work_types', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('label_ru', 120).notNullable()
      table.string('label_en', 120).notNullable()
      table.boolean('is_billable_by_default').notNullable().defaultTo(true)
      table.integer('position').notNullable().defaultTo(0)
    })

    this.schema.createTable('time_entries', (table) => {
      table.increments('id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('contract_id').unsigned().nullable().references('contracts.id')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      table.integer('work_type_id').unsigned().notNullable().references('work_types.id')
      table.string('work_date', 10).notNullable()
      table.integer('raw_minutes').notNullable()
      table.boolean('is_billable').notNullable()
      table.string('non_billable_reason', 30).nullable()
      table.text('public_note').nullable()
      table.text('internal_note').nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['ticket_id'])
      table.index(['contract_id', 'work_date'])
      table.index(['person_id', 'work_date'])
    })

    this.schema.createTable('vat_rates', (table) => {
      table.increments('id')
      table.string('profile', 20).notNullable()
      table.string('valid_from', 10).notNullable()
      table.integer('percent_hundredths').notNullable()
      table.unique(['profile', 'valid_from'])
    })
  }

  override async down() {
    for (const table of ['vat_rates', 'time_entries', 'work_types']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
