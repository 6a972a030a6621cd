import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * After how many working days a client's silence counts as approval (domain §7.6), and links by which
 * a locked period's report is had without signing in.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('contracts', (table) => {
      table.integer('client_approval_days').notNullable().defaultTo(5)
    })
    this.schema.createTable('report_links', (table) => {
      table.increments('id')
      table
        .integer('billing_period_id')
        .unsigned()
        .notNullable()
        .references('billing_periods.id')
        .onDelete('CASCADE')
      // Of the charges it shows: another revision ends the link.
      table.integer('revision').notNullable()
      table.string('format', 10).notNullable()
      table.string('language', 2).nullable()
      table.integer('created_by_user_id').unsigned().nullable().references('users.id')
      table.dateTime('expires_at').notNullable()
      table.dateTime('revoked_at').nullable()
      table.integer('uses').notNullable().defaultTo(0)
      table.dateTime('last_used_at').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['billing_period_id', 'revoked_at'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('report_links')
    this.schema.raw('alter table contracts drop column client_approval_days')
  }
}
