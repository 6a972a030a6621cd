import { BaseSchema } from '@adonisjs/lucid/schema'

/** Sessions, second factors, one-time password links and the brake on wrong tries. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('roles', (table) => {
      table.boolean('requires_second_factor').notNullable().defaultTo(false)
    })

    this.schema.createTable('user_sessions', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      // The key itself stands in the browser's encrypted cookie alone.
      table.string('key_hash', 64).notNullable().unique()
      table.string('ip', 45).nullable()
      table.string('user_agent', 300).nullable()
      table.boolean('is_second_factor_passed').notNullable().defaultTo(false)
      table.dateTime('started_at').notNullable()
      table.dateTime('last_seen_at').notNullable()
      table.dateTime('ended_at').nullable()
      table.string('end_reason', 40).nullable()
      table.index(['user_id', 'ended_at'])
      table.index(['last_seen_at'])
    })

    this.schema.createTable('user_second_factors', (table) => {
      table.increments('id')
      table
        .integer('user_id')
        .unsigned()
        .notNullable()
        .unique()
        .references('users.id')
        .onDelete('CASCADE')
      // Encrypted with the application's key.
      table.string('secret', 400).notNullable()
      table.dateTime('confirmed_at').nullable()
      // Number of the 30-second step whose code was used last: no code works twice.
      table.bigInteger('last_used_step').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('user_recovery_codes', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      table.string('code_hash', 64).notNullable()
      table.dateTime('used_at').nullable()
      table.unique(['user_id', 'code_hash'])
    })

    this.schema.createTable('password_links', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      table.string('purpose', 20).notNullable()
      table.string('token_hash', 64).notNullable().unique()
      table.integer('created_by_user_id').unsigned().nullable().references('users.id')
      table.dateTime('created_at').notNullable()
      table.dateTime('expires_at').notNullable()
      table.dateTime('used_at').nullable()
      table.index(['user_id', 'used_at'])
    })

    this.schema.createTable('sign_in_brakes', (table) => {
      // A hash of what is braked: an account, a device, a second step.
      table.string('id', 64).notNullable().primary()
      table.integer('failures').notNullable()
      table.dateTime('last_failed_at').notNullable().index()
      table.dateTime('blocked_until').nullable()
    })
  }

  override async down() {
    const tables = [
      'sign_in_brakes',
      'password_links',
      'user_recovery_codes',
      'user_second_factors',
    ]
    for (const table of [...tables, 'user_sessions']) this.schema.dropTableIfExists(table)
    // By hand: on SQLite the builder copies the table, and what refers to it would go with the old one.
    this.schema.raw('alter table roles drop column requires_second_factor')
  }
}
