import { BaseSchema } from '@adonisjs/lucid/schema'

/** Interruptions of services, and the share of time agreements promise (SLM-10). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('service_outages', (table) => {
      table.increments('id')
      table.integer('service_id').unsigned().notNullable().references('services.id')
      // unplanned | planned
      table.string('kind', 20).notNullable()
      // down | degraded
      table.string('effect', 20).notNullable()
      table.dateTime('starts_at').notNullable()
      // Null while it goes on.
      table.dateTime('ends_at').nullable()
      // Of planned maintenance: when it was announced as it stands, and until when it was to last.
      table.dateTime('announced_at').nullable()
      table.dateTime('announced_until').nullable()
      table.boolean('is_for_all').notNullable()
      table.text('reason').notNullable()
      // The incident it came from; tickets stand floors above, so they are known by number alone.
      table.string('ticket_number', 40).nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['service_id', 'starts_at'])
      table.index(['starts_at'])
      table.index(['ticket_number'])
    })

    this.schema.createTable('service_outage_organisations', (table) => {
      table.increments('id')
      table
        .integer('outage_id')
        .unsigned()
        .notNullable()
        .references('service_outages.id')
        .onDelete('CASCADE')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.unique(['outage_id', 'organisation_id'])
      table.index(['organisation_id'])
    })

    this.schema.createTable('agreement_availability', (table) => {
      table.increments('id')
      table
        .integer('agreement_id')
        .unsigned()
        .notNullable()
        .references('agreements.id')
        .onDelete('CASCADE')
      table.integer('service_id').unsigned().notNullable().references('services.id')
      // Percent as a decimal text, for example 99.95.
      table.string('target', 10).notNullable()
      // The hours it is promised in; null is the agreement's calendar.
      table.integer('calendar_id').unsigned().nullable().references('calendars.id')
      table.unique(['agreement_id', 'service_id'])
      table.index(['service_id'])
      table.index(['calendar_id'])
    })
  }

  override async down() {
    this.schema.dropTable('agreement_availability')
    this.schema.dropTable('service_outage_organisations')
    this.schema.dropTable('service_outages')
  }
}
