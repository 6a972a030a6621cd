import { BaseSchema } from '@adonisjs/lucid/schema'

/** Sign-in through OpenID Connect, tokens of the API and the answers it keeps for repeated requests. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('sign_in_providers', (table) => {
      table.increments('id')
      table.string('name', 120).notNullable().unique()
      table.string('issuer', 300).notNullable()
      table.string('client_id', 200).notNullable()
      // Encrypted with the application's key; empty for a public client.
      table.text('client_secret').nullable()
      table.string('scopes', 300).notNullable()
      table.string('email_claim', 60).notNullable()
      table.string('name_claim', 60).notNullable()
      table.string('groups_claim', 60).nullable()
      // The provider's word for "with a second factor".
      table.string('second_factor_acr', 200).nullable()
      table.string('admits', 20).notNullable().defaultTo('known')
      table.boolean('takes_over_accounts').notNullable().defaultTo(false)
      // Where new people belong.
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
      table.boolean('is_active').notNullable().defaultTo(false)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('sign_in_provider_groups', (table) => {
      table.increments('id')
      table
        .integer('sign_in_provider_id')
        .unsigned()
        .notNullable()
        .references('sign_in_providers.id')
        .onDelete('CASCADE')
      table.string('group_name', 300).notNullable()
      table.integer('role_id').unsigned().notNullable().references('roles.id')
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
    })

    this.schema.createTable('used_sign_in_states', (table) => {
      // A hash of the state: an answer of a provider is taken once, whatever a cookie remembers.
      table.string('id', 64).notNullable().primary()
      table.dateTime('used_at').notNullable().index()
    })

    this.schema.createTable('api_tokens', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      // Where the owner belonged when it was made: a token does not move with them.
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.string('name', 120).notNullable()
      table.string('token_hash', 64).notNullable().unique()
      // Its first signs, by which an owner knows it.
      table.string('hint', 20).notNullable()
      table.json('scopes').notNullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('expires_at').notNullable()
      table.dateTime('last_used_at').nullable()
      table.string('last_used_ip', 45).nullable()
      table.dateTime('revoked_at').nullable()
      table.string('revoke_reason', 40).nullable()
      table.index(['user_id', 'revoked_at'])
    })

    this.schema.createTable('api_requests', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      table.string('key_hash', 64).notNullable()
      table.string('request_hash', 64).notNullable()
      table.text('answer', 'mediumtext').nullable()
      table.dateTime('created_at').notNullable().index()
      table.unique(['user_id', 'key_hash'])
    })

    // A column with a foreign key is added by hand: on SQLite the builder would rebuild the table.
    this.defer(async (db) => {
      const isSqlite = db.dialect.name === 'better-sqlite3'
      for (const statement of isSqlite ? SQLITE_UP : MYSQL_UP) await db.rawQuery(statement)
    })
  }

  override async down() {
    this.defer(async (db) => {
      const isSqlite = db.dialect.name === 'better-sqlite3'
      for (const statement of isSqlite ? SQLITE_DOWN : MYSQL_DOWN) await db.rawQuery(statement)
    })
    const tables = ['api_requests', 'api_tokens', 'used_sign_in_states', 'sign_in_provider_groups']
    for (const table of [...tables, 'sign_in_providers']) this.schema.dropTableIfExists(table)
  }
}

const SQLITE_UP = [
  `alter table role_assignments
     add column sign_in_provider_id integer null references sign_in_providers(id)`,
  `create index role_assignments_provider_index on role_assignments (sign_in_provider_id)`,
]

const SQLITE_DOWN = [
  'drop index if exists role_assignments_provider_index',
  'alter table role_assignments drop column sign_in_provider_id',
]

const MYSQL_UP = [
  `alter table role_assignments
     add column sign_in_provider_id int unsigned null,
     add constraint role_assignments_provider_foreign
       foreign key (sign_in_provider_id) references sign_in_providers (id)`,
]

const MYSQL_DOWN = [
  'alter table role_assignments drop foreign key role_assignments_provider_foreign',
  'alter table role_assignments drop column sign_in_provider_id',
]
