import { BaseSchema } from '@adonisjs/lucid/schema'

/** What a client asks about single lines while a period is theirs to approve (domain §7.6). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('period_questions', (table) => {
      table.increments('id')
      table
        .integer('billing_period_id')
        .unsigned()
        .notNullable()
        .references('billing_periods.id')
        .onDelete('CASCADE')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      // The line it is about, as it was named then: what is not approved is counted anew.
      table.string('line_kind', 40).notNullable()
      table.string('rule_key', 40).nullable()
      // A piece of work of that line; null is the line itself.
      table
        .integer('time_entry_id')
        .unsigned()
        .nullable()
        .references('time_entries.id')
        .onDelete('SET NULL')
      table.integer('asked_by_id').unsigned().notNullable().references('people.id')
      table.text('question').notNullable()
      table.integer('answered_by_id').unsigned().nullable().references('people.id')
      table.text('answer').nullable()
      table.dateTime('answered_at').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['billing_period_id', 'answered_at'])
    })
  }

  override async down() {
    this.schema.dropTable('period_questions')
  }
}
