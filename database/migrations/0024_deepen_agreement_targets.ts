import { BaseSchema } from '@adonisjs/lucid/schema'

type Row = Record<string, any>

/** Conditions of targets, versions of agreements, recalculations (§3.2, §3.3.10, SLM-01, SLM-02). */
export default class extends BaseSchema {
  override async up() {
    this.#addOrganisation()
    this.schema.alterTable('agreement_targets', (table) => {
      // Of the ticket's primary configuration item; null: whatever it is.
      table.integer('ci_criticality').nullable()
      table.boolean('is_vip_only').notNullable().defaultTo(false)
    })

    this.schema.createTable('agreement_versions', (table) => {
      table.increments('id')
      table
        .integer('agreement_id')
        .unsigned()
        .notNullable()
        .references('agreements.id')
        .onDelete('CASCADE')
      table.integer('version').notNullable()
      // The agreement with its targets as they were, in the words of that time.
      table.json('content').notNullable()
      table.dateTime('created_at').notNullable()
      table.unique(['agreement_id', 'version'])
    })

    this.schema.createTable('clock_recalculations', (table) => {
      table.increments('id')
      table
        .integer('agreement_id')
        .unsigned()
        .notNullable()
        .references('agreements.id')
        .onDelete('CASCADE')
      table.string('state', 10).notNullable()
      table.integer('requested_by_user_id').nullable()
      table.string('reason', 500).notNullable()
      // Tickets are gone through by number: up to this one everything is done.
      table.integer('last_ticket_id').unsigned().notNullable().defaultTo(0)
      table.integer('tickets_total').notNullable().defaultTo(0)
      table.integer('tickets_done').notNullable().defaultTo(0)
      table.integer('clocks_changed').notNullable().defaultTo(0)
      table.integer('clocks_breached').notNullable().defaultTo(0)
      table.dateTime('created_at').notNullable()
      // The last sign of life.
      table.dateTime('updated_at').notNullable()
      table.dateTime('finished_at').nullable()
      table.index(['agreement_id', 'id'])
    })

    this.defer(async (client) => {
      for (const agreement of await client.from('agreements')) {
        const targets = await client.from('agreement_targets').where('agreement_id', agreement.id)
        const calendars = named(await client.from('calendars'))
        const services = named(await client.from('services'))
        await client.table('agreement_versions').insert({
          agreement_id: agreement.id,
          version: agreement.version,
          content: JSON.stringify(contentOf(agreement, targets, calendars, services)),
          created_at: agreement.updated_at,
        })
      }
    })
  }

  override async down() {
    this.schema.dropTable('clock_recalculations')
    this.schema.dropTable('agreement_versions')
    if (this.#isSqlite) {
      this.schema.raw('drop index agreement_targets_organisation_id_index')
      this.schema.raw('alter table agreement_targets drop column organisation_id')
    } else {
      this.schema.alterTable('agreement_targets', (table) => {
        table.dropForeign(['organisation_id'])
        table.dropColumn('organisation_id')
      })
    }
    for (const column of ['ci_criticality', 'is_vip_only']) {
      this.schema.raw(`alter table agreement_targets drop column ${column}`)
    }
  }

  /** SQLite adds a reference with its column only; knex would copy the whole table for it. */
  #addOrganisation() {
    if (this.#isSqlite) {
      this.schema.raw(
        'alter table agreement_targets add column organisation_id integer references organisations(id)'
      )
      this.schema.raw(
        'create index agreement_targets_organisation_id_index on agreement_targets (organisation_id)'
      )
      return
    }
    this.schema.alterTable('agreement_targets', (table) => {
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
    })
  }

  get #isSqlite() {
    return this.db.dialect.name === 'better-sqlite3'
  }
}

type Names = Map<number, { id: number; code: string; ru: string; en: string }>

function named(rows: Row[]): Names {
  return new Map(
    rows.map((row) => [row.id, { id: row.id, code: row.code, ru: row.name_ru, en: row.name_en }])
  )
}

function contentOf(agreement: Row, targets: Row[], calendars: Names, services: Names) {
  const { pause_states: states } = agreement
  return {
    code: agreement.code,
    nameRu: agreement.name_ru,
    nameEn: agreement.name_en,
    calendar: calendars.get(agreement.calendar_id),
    validFrom: agreement.valid_from,
    validTo: agreement.valid_to,
    pauseStates: typeof states === 'string' ? JSON.parse(states) : states,
    switchPolicy: agreement.switch_policy,
    reopenPolicy: agreement.reopen_policy,
    targets: targets.map((target) => ({
      id: target.id,
      metric: target.metric,
      ticketKind: target.ticket_kind,
      service: services.get(target.service_id) ?? null,
      organisation: null,
      ciCriticality: null,
      isVipOnly: false,
      priority: target.priority,
      targetMinutes: target.target_minutes,
      calendar: calendars.get(target.calendar_id) ?? null,
    })),
  }
}
