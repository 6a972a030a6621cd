import { BaseSchema } from '@adonisjs/lucid/schema'

/** Columns that refer to other tables: `[table, column, referred table]`. */
const REFERENCES = [
  ['teams', 'ola_agreement_id', 'agreements'],
  ['agreements', 'supplier_id', 'organisations'],
  ['clocks', 'team_id', 'teams'],
  ['clocks', 'breach_team_id', 'teams'],
] as const

/** Escalation rules, the due queue of clocks, notices (domain §3.3.9, §3.3.11, §3.3.13). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('agreements', (table) => {
      // What a changed priority, service or contract does to a running clock (§3.3.7).
      table.string('switch_policy', 20).notNullable().defaultTo('keep_elapsed')
      // What reopening does: goes on after a pause, or begins a second clock (§3.3.6).
      table.string('reopen_policy', 20).notNullable().defaultTo('pause')
    })
    this.schema.alterTable('clocks', (table) => {
      // With the customer, of the team that holds the ticket, of the supplier it waits for.
      table.string('kind', 10).notNullable().defaultTo('sla')
      table.string('origin', 20).notNullable().defaultTo('opened')
      // The clock this one took over from.
      table.integer('predecessor_id').unsigned().nullable()
      table.dateTime('replaced_at').nullable()
      table.string('breach_cause', 20).nullable()
      table.string('breach_reason', 30).nullable()
      table.string('breach_note', 500).nullable()
    })
    for (const [table, column, referred] of REFERENCES) this.#addReference(table, column, referred)

    this.schema.createTable('escalation_rules', (table) => {
      table.increments('id')
      table
        .integer('agreement_id')
        .unsigned()
        .notNullable()
        .references('agreements.id')
        .onDelete('CASCADE')
      // Null: every target of the metric.
      table
        .integer('agreement_target_id')
        .unsigned()
        .nullable()
        .references('agreement_targets.id')
        .onDelete('CASCADE')
      table.string('metric', 20).notNullable()
      table.string('moment', 20).notNullable()
      // Percent of the target, or minutes before or after the due time.
      table.integer('amount').notNullable()
      table.boolean('is_wall_clock').notNullable().defaultTo(false)
      table.integer('repeat_minutes').nullable()
      table.integer('repeat_max').notNullable().defaultTo(0)
      table.json('actions').notNullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['agreement_id', 'metric'])
    })

    this.schema.createTable('clock_timers', (table) => {
      table.increments('id')
      table.integer('clock_id').unsigned().notNullable().references('clocks.id').onDelete('CASCADE')
      // 0 is the breach of the clock, anything else an escalation rule, which may be gone by now.
      table.integer('rule_id').unsigned().notNullable()
      table.integer('occurrence').notNullable()
      table.dateTime('fire_at').notNullable()
      table.string('state', 10).notNullable()
      table.string('cause', 20).notNullable()
      table.string('claimed_by', 80).nullable()
      table.dateTime('claimed_at').nullable()
      table.dateTime('fired_at').nullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.unique(['clock_id', 'rule_id', 'occurrence'])
      table.index(['state', 'fire_at', 'id'])
    })

    this.schema.createTable('notifications', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      table.string('kind', 40).notNullable()
      table.string('subject_type', 40).notNullable()
      table.integer('subject_id').unsigned().notNullable()
      table.json('params').notNullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('read_at').nullable()
      table.index(['user_id', 'read_at'])
      table.index(['user_id', 'id'])
    })

    // Clocks that run already get into the queue.
    this.defer(async (client) => {
      const second = this.#isSqlite
        ? "datetime(due_at, '+1 second')"
        : 'date_add(due_at, interval 1 second)'
      await client.rawQuery(
        `insert into clock_timers (clock_id, rule_id, occurrence, fire_at, state, cause, attempts)
         select id, 0, 0, ${second}, 'pending', 'time', 0 from clocks
         where state = 'running' and due_at is not null`
      )
    })
  }

  override async down() {
    for (const table of ['notifications', 'clock_timers', 'escalation_rules']) {
      this.schema.dropTable(table)
    }
    for (const [table, column] of REFERENCES) this.#dropReference(table, column)
    const columns = ['kind', 'origin', 'predecessor_id', 'replaced_at']
    for (const column of [...columns, 'breach_cause', 'breach_reason', 'breach_note']) {
      this.schema.raw(`alter table clocks drop column ${column}`)
    }
    this.schema.raw('alter table agreements drop column switch_policy')
    this.schema.raw('alter table agreements drop column reopen_policy')
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
