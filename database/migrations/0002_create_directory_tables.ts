import { BaseSchema } from '@adonisjs/lucid/schema'

/** Organisations, sites, people, teams, users, roles. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('organisations', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name', 200).notNullable()
      table.string('legal_name', 300).nullable()
      table.string('kind', 20).notNullable()
      table.integer('parent_id').unsigned().nullable().references('organisations.id')
      // Ids from the root to the row itself, "/1/7/": a subtree is one prefix.
      table.string('path', 200).notNullable().defaultTo('').index()
      table.string('time_zone', 60).notNullable()
      table.string('locale', 5).notNullable().defaultTo('en')
      table.string('tax_number', 20).nullable()
      table.string('tax_registration_code', 20).nullable()
      table.string('address', 400).nullable()
      table.string('bank_details', 400).nullable()
      table.boolean('is_active').notNullable().defaultTo(true)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('sites', (table) => {
      table.increments('id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.string('name', 200).notNullable()
      table.string('address', 400).nullable()
      table.string('time_zone', 60).notNullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['organisation_id', 'name'])
    })

    this.schema.createTable('people', (table) => {
      table.increments('id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('site_id').unsigned().nullable().references('sites.id')
      table.string('display_name', 200).notNullable()
      table.string('email', 200).nullable()
      table.string('phone', 40).nullable()
      table.string('job_title', 200).nullable()
      table.boolean('is_vip').notNullable().defaultTo(false)
      table.boolean('is_active').notNullable().defaultTo(true)
      table.string('time_zone', 60).nullable()
      table.string('locale', 5).nullable()
      // The person's key in the system they were imported from.
      table.string('external_key', 120).nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['organisation_id', 'display_name'])
      table.unique(['organisation_id', 'external_key'])
      table.index(['email'])
    })

    this.schema.createTable('teams', (table) => {
      table.increments('id')
      table.string('code', 60).notNullable().unique()
      table.string('name', 200).notNullable()
      table.integer('tier').notNullable().defaultTo(1)
      table.boolean('is_active').notNullable().defaultTo(true)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('team_members', (table) => {
      table.increments('id')
      table.integer('team_id').unsigned().notNullable().references('teams.id')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      table.boolean('is_lead').notNullable().defaultTo(false)
      table.unique(['team_id', 'person_id'])
      table.index(['person_id'])
    })

    this.schema.createTable('users', (table) => {
      table.increments('id')
      table.integer('person_id').unsigned().notNullable().unique().references('people.id')
      table.string('email', 200).notNullable().unique()
      table.string('password', 300).notNullable()
      table.string('locale', 5).notNullable().defaultTo('en')
      table.string('theme', 10).notNullable().defaultTo('system')
      table.boolean('single_key_shortcuts').notNullable().defaultTo(true)
      table.boolean('is_active').notNullable().defaultTo(true)
      table.dateTime('last_sign_in_at').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('roles', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('label_ru', 120).notNullable()
      table.string('label_en', 120).notNullable()
      table.boolean('is_builtin').notNullable().defaultTo(false)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('role_permissions', (table) => {
      table.increments('id')
      table.integer('role_id').unsigned().notNullable().references('roles.id').onDelete('CASCADE')
      table.string('permission', 80).notNullable()
      table.string('scope', 20).notNullable()
      table.unique(['role_id', 'permission'])
    })

    this.schema.createTable('role_assignments', (table) => {
      table.increments('id')
      table.integer('user_id').unsigned().notNullable().references('users.id').onDelete('CASCADE')
      table.integer('role_id').unsigned().notNullable().references('roles.id')
      // Limits the scope "assigned" to this organisation and everything below it; empty means all.
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
      table.index(['user_id'])
    })

    this.schema.createTable('rate_limits', (table) => {
      table.string('key', 255).notNullable().primary()
      table.integer('points', 9).notNullable().defaultTo(0)
      table.bigInteger('expire').unsigned()
    })
  }

  override async down() {
    const tables = [
      'rate_limits',
      'role_assignments',
      'role_permissions',
      'roles',
      'users',
      'team_members',
    ]
    for (const table of [...tables, 'teams', 'people', 'sites', 'organisations']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
