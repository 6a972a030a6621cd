import { BaseSchema } from '@adonisjs/lucid/schema'

const REFERENCES = [
  ['time_entries', 'work_role_id', 'work_roles'],
  ['time_entries', 'billing_period_id', 'billing_periods'],
] as const

/**
 * Billing periods of contracts with what was charged in them (domain §7.1, §7.6): the only source of
 * reports once a period is approved. A row of a period is written when somebody takes it up.
 */
export default class extends BaseSchema {
  override async up() {
    this.#createPeriods()
    this.#createLines()
    this.#createExpenses()
    this.#createUnitCounts()
    this.schema.alterTable('time_entries', (table) => {
      table.dateTime('started_at').nullable()
    })
    for (const [table, column, referred] of REFERENCES) {
      this.#addReference(table, column, referred)
    }
    this.schema.alterTable('tickets', (table) => {
      // Chosen by a person: it does not follow service and item any more.
      table.boolean('is_contract_chosen').notNullable().defaultTo(false)
    })
  }

  override async down() {
    this.schema.raw('alter table tickets drop column is_contract_chosen')
    for (const [table, column] of REFERENCES) this.#dropReference(table, column)
    this.schema.raw('alter table time_entries drop column started_at')
    for (const table of [
      ...['unit_counts', 'expenses', 'balance_movements', 'billed_entries', 'billing_corrections'],
      ...['charge_lines', 'billing_periods'],
    ]) {
      this.schema.dropTableIfExists(table)
    }
  }

  #createPeriods() {
    this.schema.createTable('billing_periods', (table) => {
      table.increments('id')
      table.integer('contract_id').unsigned().notNullable().references('contracts.id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      // Counted from the contract's first.
      table.integer('number').notNullable()
      table.string('starts_on', 10).notNullable()
      table.string('ends_on', 10).notNullable()
      table.string('state', 20).notNullable()
      // Of what is charged: 2 after it was unlocked once.
      table.integer('revision').notNullable().defaultTo(1)
      table.bigInteger('net_minor').nullable()
      table.bigInteger('vat_minor').nullable()
      table.bigInteger('gross_minor').nullable()
      // What each rule passes on to the next period, and how it was used; null until approved.
      table.json('balances').nullable()
      table.json('consumption').nullable()
      // Names of the parties and terms as they were then.
      table.json('snapshot').nullable()
      table.string('compliance_percent', 10).nullable()
      table.string('act_number', 60).nullable()
      table.string('act_date', 10).nullable()
      table.string('invoice_number', 60).nullable()
      table.string('invoice_date', 10).nullable()
      // What the client, or who sent it back, wrote.
      table.string('note', 1000).nullable()
      table.dateTime('state_since').notNullable()
      table.integer('unlock_asked_by_user_id').unsigned().nullable().references('users.id')
      table.string('unlock_reason', 500).nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['contract_id', 'starts_on'])
      table.index(['state', 'ends_on'])
      table.index(['organisation_id'])
    })
  }

  #createLines() {
    this.schema.createTable('charge_lines', (table) => {
      table.increments('id')
      this.#period(table)
      table.integer('revision').notNullable()
      table.integer('position').notNullable()
      table.string('rule_key', 40).nullable()
      table.string('kind', 30).notNullable()
      table.integer('service_id').unsigned().nullable().references('services.id')
      table.string('name_ru', 300).nullable()
      table.string('name_en', 300).nullable()
      table.string('unit', 20).notNullable()
      table.string('quantity', 30).notNullable()
      table.bigInteger('price_minor').notNullable()
      table.string('multiplier', 20).notNullable().defaultTo('1')
      table.bigInteger('amount_minor').notNullable()
      // Null: without VAT, which is not 0.
      table.string('vat_rate', 10).nullable()
      table.bigInteger('net_minor').notNullable()
      table.bigInteger('vat_minor').notNullable()
      table.bigInteger('gross_minor').notNullable()
      // A correction or credit points back to where it comes from.
      table.integer('origin_period_id').unsigned().nullable().references('billing_periods.id')
      table.integer('reverses_id').unsigned().nullable().references('charge_lines.id')
      // How it was counted, for those who ask.
      table.json('basis').notNullable()
      table.unique(['billing_period_id', 'revision', 'position'])
    })
    this.schema.createTable('billed_entries', (table) => {
      table.increments('id')
      this.#period(table)
      table.integer('revision').notNullable()
      // Null: no rule of the contract takes it.
      table.string('rule_key', 40).nullable()
      // Null: a balance or a fee covers it.
      table.integer('charge_line_id').unsigned().nullable().references('charge_lines.id')
      table.integer('time_entry_id').unsigned().notNullable().references('time_entries.id')
      table.string('service_date', 10).notNullable()
      table.string('band', 40).notNullable()
      table.string('multiplier', 20).notNullable()
      table.bigInteger('rate_per_hour_minor').nullable()
      table.integer('raw_minutes').notNullable()
      table.integer('billed_minutes').notNullable()
      table.bigInteger('amount_minor').nullable()
      table.index(['time_entry_id'])
      table.index(['charge_line_id'])
    })
    this.schema.createTable('balance_movements', (table) => {
      table.increments('id')
      this.#period(table)
      table.integer('revision').notNullable()
      table.string('rule_key', 40).notNullable()
      table.string('lot_key', 60).notNullable()
      // grant | use | expire | cut
      table.string('move', 20).notNullable()
      table.integer('quantity').notNullable()
    })
    this.schema.createTable('billing_corrections', (table) => {
      table.increments('id')
      table.integer('contract_id').unsigned().notNullable().references('contracts.id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('charge_line_id').unsigned().notNullable().references('charge_lines.id')
      table.integer('time_entry_id').unsigned().nullable().references('time_entries.id')
      table.integer('delta_minutes').nullable()
      // In the sense of the line's amount: net or gross as the contract's prices stand.
      table.bigInteger('amount_minor').notNullable()
      table.string('reason', 500).notNullable()
      // The period it was posted in; null waits for the next one that is closed.
      table.integer('billing_period_id').unsigned().nullable().references('billing_periods.id')
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['contract_id', 'billing_period_id'])
    })
  }

  #createExpenses() {
    this.schema.createTable('expenses', (table) => {
      table.increments('id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('contract_id').unsigned().nullable().references('contracts.id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      // material | mileage | call_out | other_expense
      table.string('kind', 20).notNullable()
      table.string('spent_on', 10).notNullable()
      table.string('name', 200).notNullable()
      table.string('quantity', 30).notNullable()
      table.string('unit', 20).notNullable()
      // What one cost us; mileage and call-outs are priced by the contract.
      table.bigInteger('cost_minor').nullable()
      table.string('markup_percent', 10).notNullable().defaultTo('0')
      table.boolean('is_billable').notNullable().defaultTo(true)
      table.integer('billing_period_id').unsigned().nullable().references('billing_periods.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['contract_id', 'spent_on'])
      table.index(['ticket_id'])
    })
  }

  #createUnitCounts() {
    this.schema.createTable('unit_counts', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      table.string('rule_key', 40).notNullable()
      table.string('counted_on', 10).notNullable()
      table.integer('quantity').notNullable()
      table.unique(['contract_id', 'rule_key', 'counted_on'])
    })
  }

  #period(table: Parameters<Parameters<typeof this.schema.createTable>[1]>[0]) {
    table
      .integer('billing_period_id')
      .unsigned()
      .notNullable()
      .references('billing_periods.id')
      .onDelete('CASCADE')
    table.index(['billing_period_id', 'revision'])
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
