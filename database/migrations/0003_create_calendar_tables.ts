import { BaseSchema } from '@adonisjs/lucid/schema'

/** Working calendars (domain §3.4). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('calendars', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.string('time_zone', 60).notNullable()
      // { "1": [["09:00", "18:00"]], … "7": [] }, 1 = Monday
      table.json('week').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('calendar_exceptions', (table) => {
      table.increments('id')
      table
        .integer('calendar_id')
        .unsigned()
        .notNullable()
        .references('calendars.id')
        .onDelete('CASCADE')
      table.string('on_date', 10).notNullable()
      // Replaces the shifts that start on this date; [] is a day off.
      table.json('intervals').notNullable()
      table.string('label', 200).nullable()
      table.unique(['calendar_id', 'on_date'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('calendar_exceptions')
    this.schema.dropTableIfExists('calendars')
  }
}
