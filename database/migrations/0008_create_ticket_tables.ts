import { BaseSchema } from '@adonisjs/lucid/schema'

/** Tickets of every kind, incident details, conversation, history. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('ticket_categories', (table) => {
      table.increments('id')
      table.string('code', 60).notNullable().unique()
      table.integer('parent_id').unsigned().nullable().references('ticket_categories.id')
      table.string('label_ru', 120).notNullable()
      table.string('label_en', 120).notNullable()
      table.integer('position').notNullable().defaultTo(0)
    })

    this.schema.createTable('tickets', (table) => {
      table.increments('id')
      table.string('kind', 20).notNullable()
      table.string('number', 20).notNullable().unique()
      table.string('state', 30).notNullable()
      table.boolean('is_open').notNullable()
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('site_id').unsigned().nullable().references('sites.id')
      table.integer('requester_id').unsigned().notNullable().references('people.id')
      table.integer('registered_by_id').unsigned().nullable().references('people.id')
      table.integer('team_id').unsigned().nullable().references('teams.id')
      table.integer('assignee_id').unsigned().nullable().references('people.id')
      table.integer('service_id').unsigned().nullable().references('services.id')
      table.integer('contract_id').unsigned().nullable().references('contracts.id')
      table.integer('primary_ci_id').unsigned().nullable().references('configuration_items.id')
      table.integer('category_id').unsigned().nullable().references('ticket_categories.id')
      table.string('title', 300).notNullable()
      table.text('description', 'mediumtext').notNullable()
      table.string('channel', 20).notNullable()
      table.integer('impact').notNullable()
      table.integer('urgency').notNullable()
      table.integer('priority').notNullable()
      table.boolean('is_priority_overridden').notNullable().defaultTo(false)
      table.dateTime('opened_at').notNullable()
      table.dateTime('state_changed_at').notNullable()
      table.dateTime('first_response_at').nullable()
      table.dateTime('resolved_at').nullable()
      table.dateTime('closed_at').nullable()
      // Copies of the clocks' due times, so that a list needs no join; null while paused or absent.
      table.dateTime('response_due_at').nullable()
      table.dateTime('resolution_due_at').nullable()
      table.string('sla_state', 20).notNullable().defaultTo('none')
      table.integer('reassignment_count').notNullable().defaultTo(0)
      table.integer('reopen_count').notNullable().defaultTo(0)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['kind', 'opened_at', 'id'])
      table.index(['kind', 'is_open', 'opened_at', 'id'])
      table.index(['is_open', 'opened_at', 'id'])
      table.index(['is_open', 'sla_state', 'opened_at'])
      table.index(['kind', 'is_open', 'resolution_due_at'])
      table.index(['organisation_id', 'kind', 'opened_at', 'id'])
      table.index(['organisation_id', 'opened_at', 'id'])
      table.index(['requester_id', 'opened_at'])
      table.index(['assignee_id', 'is_open', 'opened_at'])
      table.index(['team_id', 'is_open', 'opened_at'])
      table.index(['contract_id', 'opened_at'])
      table.index(['primary_ci_id', 'is_open'])
      table.index(['service_id', 'is_open'])
      table.index(['opened_at', 'id'])
      table.index(['state', 'resolved_at'])
    })

    this.schema.createTable('incidents', (table) => {
      table.integer('ticket_id').unsigned().primary().references('tickets.id')
      table.string('resolution_code', 30).nullable()
      table.text('resolution_text').nullable()
      table.integer('closure_category_id').unsigned().nullable().references('ticket_categories.id')
      table.string('cancellation_reason', 30).nullable()
      table.string('vendor_reference', 120).nullable()
      table.string('vendor_expected_on', 10).nullable()
      // References of a record imported from another system, kept as they were.
      table.string('external_system', 40).nullable()
      table.string('external_key', 80).nullable()
      table.json('external_references').nullable()
      // Not unique: two clients' systems may number alike; the importer compares within an organisation.
      table.index(['external_system', 'external_key'])
    })

    this.schema.createTable('ticket_configuration_items', (table) => {
      table.increments('id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.integer('ci_id').unsigned().notNullable().references('configuration_items.id')
      table.unique(['ticket_id', 'ci_id'])
      table.index(['ci_id'])
    })

    this.schema.createTable('ticket_comments', (table) => {
      table.increments('id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('author_id').unsigned().nullable().references('people.id')
      table.string('visibility', 10).notNullable()
      table.string('channel', 20).notNullable()
      table.text('body', 'mediumtext').notNullable()
      table.dateTime('created_at').notNullable()
      table.index(['ticket_id', 'id'])
    })

    this.schema.createTable('ticket_transitions', (table) => {
      table.increments('id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.string('action', 40).notNullable()
      table.string('from_state', 30).nullable()
      table.string('to_state', 30).notNullable()
      table.integer('actor_id').unsigned().nullable().references('people.id')
      table.text('reason').nullable()
      table.dateTime('occurred_at').notNullable()
      table.index(['ticket_id', 'id'])
    })

    this.schema.createTable('ticket_assignments', (table) => {
      table.increments('id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.integer('team_id').unsigned().nullable().references('teams.id')
      table.integer('assignee_id').unsigned().nullable().references('people.id')
      table.integer('assigned_by_id').unsigned().nullable().references('people.id')
      table.text('note').nullable()
      table.dateTime('started_at').notNullable()
      table.dateTime('ended_at').nullable()
      table.index(['ticket_id', 'id'])
    })

    this.schema.createTable('clocks', (table) => {
      table.increments('id')
      table.integer('ticket_id').unsigned().notNullable().references('tickets.id')
      table.string('metric', 20).notNullable()
      table.integer('agreement_id').unsigned().notNullable().references('agreements.id')
      table.integer('agreement_version').notNullable()
      table.integer('agreement_target_id').unsigned().nullable()
      table.integer('calendar_id').unsigned().notNullable().references('calendars.id')
      table.integer('calendar_version').notNullable()
      table.integer('target_minutes').notNullable()
      table.string('state', 20).notNullable()
      table.dateTime('started_at').notNullable()
      table.dateTime('stopped_at').nullable()
      table.dateTime('paused_at').nullable()
      table.dateTime('due_at').nullable()
      table.dateTime('breached_at').nullable()
      // Frozen when the clock stops (SLM-08).
      table.integer('elapsed_minutes').nullable()
      table.string('cancel_cause', 30).nullable()
      table.index(['ticket_id', 'metric'])
      table.index(['state', 'due_at'])
      table.index(['agreement_id', 'stopped_at'])
    })

    this.schema.createTable('clock_pauses', (table) => {
      table.increments('id')
      table.integer('clock_id').unsigned().notNullable().references('clocks.id').onDelete('CASCADE')
      table.dateTime('started_at').notNullable()
      table.dateTime('ended_at').nullable()
      table.string('cause', 30).notNullable()
      table.index(['clock_id'])
    })
  }

  override async down() {
    const tables = [
      'clock_pauses',
      'clocks',
      'ticket_assignments',
      'ticket_transitions',
      'ticket_comments',
    ]
    const rest = ['ticket_configuration_items', 'incidents', 'tickets', 'ticket_categories']
    for (const table of [...tables, ...rest]) this.schema.dropTableIfExists(table)
  }
}
