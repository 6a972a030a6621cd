import { BaseSchema } from '@adonisjs/lucid/schema'

/** Agreements (SLA, OLA, UC) and their targets (domain §3.2). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('agreements', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('kind', 10).notNullable()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.integer('calendar_id').unsigned().notNullable().references('calendars.id')
      table.string('valid_from', 10).notNullable()
      table.string('valid_to', 10).nullable()
      // States in which every clock of the agreement pauses.
      table.json('pause_states').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('agreement_targets', (table) => {
      table.increments('id')
      table
        .integer('agreement_id')
        .unsigned()
        .notNullable()
        .references('agreements.id')
        .onDelete('CASCADE')
      table.string('metric', 20).notNullable()
      table.string('ticket_kind', 20).notNullable()
      table.integer('service_id').unsigned().nullable().references('services.id')
      table.integer('priority').nullable()
      table.integer('target_minutes').notNullable()
      // Overrides the agreement's calendar, for example 24×7 for P1.
      table.integer('calendar_id').unsigned().nullable().references('calendars.id')
      table.index(['agreement_id', 'metric'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('agreement_targets')
    this.schema.dropTableIfExists('agreements')
  }
}
