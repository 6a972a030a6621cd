import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * LDAP sources, what came from them and the log of their runs; how an account signs in.
 * An account's door is a column, so that other doors than the directory's need no table of their own.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('ldap_sources', (table) => {
      table.increments('id')
      table.string('name', 120).notNullable().unique()
      table.string('kind', 20).notNullable()
      table.string('url', 300).notNullable()
      table.boolean('uses_start_tls').notNullable().defaultTo(false)
      table.text('ca_certificate').nullable()
      table.string('bind_dn', 500).nullable()
      // Encrypted with the application's key.
      table.text('bind_password').nullable()
      table.string('base_dn', 500).notNullable()
      table.string('user_filter', 1000).notNullable()
      table.string('group_filter', 1000).nullable()
      // Which attribute of an entry holds what.
      table.json('attributes').notNullable()
      table.integer('page_size').notNullable().defaultTo(500)
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.string('creates', 20).notNullable().defaultTo('person')
      table.boolean('takes_over_accounts').notNullable().defaultTo(false)
      table.boolean('clears_missing').notNullable().defaultTo(false)
      table.boolean('is_scheduled').notNullable().defaultTo(false)
      // A run that would find more of the known people gone, in percent, stops.
      table.integer('guard_percent').notNullable().defaultTo(10)
      table.boolean('is_active').notNullable().defaultTo(true)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('ldap_role_mappings', (table) => {
      table.increments('id')
      table
        .integer('ldap_source_id')
        .unsigned()
        .notNullable()
        .references('ldap_sources.id')
        .onDelete('CASCADE')
      table.string('group_dn', 500).notNullable()
      table.integer('role_id').unsigned().notNullable().references('roles.id')
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
      table.index(['ldap_source_id'])
    })

    this.schema.createTable('ldap_people', (table) => {
      table.increments('id')
      table.integer('ldap_source_id').unsigned().notNullable().references('ldap_sources.id')
      table.integer('person_id').unsigned().notNullable().unique().references('people.id')
      // objectGUID or entryUUID: stays when the entry is renamed or moved.
      table.string('entry_key', 120).notNullable()
      table.string('dn', 1000).notNullable()
      table.boolean('is_present').notNullable().defaultTo(true)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['ldap_source_id', 'entry_key'])
    })

    this.schema.createTable('ldap_runs', (table) => {
      table.increments('id')
      table
        .integer('ldap_source_id')
        .unsigned()
        .notNullable()
        .references('ldap_sources.id')
        .onDelete('CASCADE')
      table.integer('background_task_id').nullable()
      table.string('kind', 10).notNullable()
      table.string('state', 20).notNullable()
      table.integer('requested_by_user_id').nullable()
      table.integer('found').notNullable().defaultTo(0)
      table.integer('created').notNullable().defaultTo(0)
      table.integer('changed').notNullable().defaultTo(0)
      table.integer('unchanged').notNullable().defaultTo(0)
      table.integer('deactivated').notNullable().defaultTo(0)
      table.integer('roles_granted').notNullable().defaultTo(0)
      table.integer('roles_revoked').notNullable().defaultTo(0)
      table.integer('failed').notNullable().defaultTo(0)
      // The first entries that could not be taken: DN and reason.
      table.json('problems').notNullable()
      // A test's first entries as they would be taken.
      table.json('preview').notNullable()
      table.string('error_code', 60).nullable()
      table.string('error_detail', 500).nullable()
      table.dateTime('started_at').notNullable()
      table.dateTime('finished_at').nullable()
      table.index(['ldap_source_id', 'id'])
    })

    // Columns with a foreign key are added by hand: on SQLite the builder would rebuild the table.
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
    for (const table of ['ldap_runs', 'ldap_people', 'ldap_role_mappings', 'ldap_sources']) {
      this.schema.dropTableIfExists(table)
    }
  }
}

const SQLITE_UP = [
  `alter table users add column sign_in_source varchar(10) not null default 'local'`,
  `alter table users add column external_key varchar(255) null`,
  `alter table users add column ldap_source_id integer null references ldap_sources(id)`,
  `alter table role_assignments add column ldap_source_id integer null references ldap_sources(id)`,
  `create index users_external_key_index on users (sign_in_source, external_key)`,
  `create index users_ldap_source_index on users (ldap_source_id)`,
  `create index role_assignments_ldap_source_index on role_assignments (ldap_source_id)`,
]

const SQLITE_DOWN = [
  'drop index if exists role_assignments_ldap_source_index',
  'drop index if exists users_ldap_source_index',
  'drop index if exists users_external_key_index',
  'alter table role_assignments drop column ldap_source_id',
  'alter table users drop column ldap_source_id',
  'alter table users drop column external_key',
  'alter table users drop column sign_in_source',
]

const MYSQL_UP = [
  `alter table users
     add column sign_in_source varchar(10) not null default 'local',
     add column external_key varchar(255) null,
     add column ldap_source_id int unsigned null,
     add index users_external_key_index (sign_in_source, external_key),
     add constraint users_ldap_source_foreign foreign key (ldap_source_id) references ldap_sources (id)`,
  `alter table role_assignments
     add column ldap_source_id int unsigned null,
     add constraint role_assignments_ldap_source_foreign
       foreign key (ldap_source_id) references ldap_sources (id)`,
]

const MYSQL_DOWN = [
  `alter table role_assignments drop foreign key role_assignments_ldap_source_foreign`,
  `alter table role_assignments drop column ldap_source_id`,
  `alter table users drop foreign key users_ldap_source_foreign`,
  `alter table users drop index users_external_key_index, drop column ldap_source_id,
     drop column external_key, drop column sign_in_source`,
]
