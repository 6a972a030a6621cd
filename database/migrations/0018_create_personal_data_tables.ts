import { refuse } from '#database/append_only'
import { BaseSchema } from '@adonisjs/lucid/schema'

/** Register of processing, consents, subjects' requests, retention, where a ticket came from. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('processing_purposes', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      // consent | contract | law | legitimate_interest
      table.string('legal_basis', 30).notNullable()
      table.string('data_categories_ru', 1000).notNullable()
      table.string('data_categories_en', 1000).notNullable()
      table.string('subjects_ru', 400).notNullable()
      table.string('subjects_en', 400).notNullable()
      table.string('retention_ru', 400).notNullable()
      table.string('retention_en', 400).notNullable()
      // Who signs in is asked for this consent and does not pass without it.
      table.boolean('is_mandatory').notNullable().defaultTo(false)
      table.boolean('is_active').notNullable().defaultTo(true)
      table.integer('position').notNullable().defaultTo(0)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('consent_texts', (table) => {
      table.increments('id')
      table.integer('purpose_id').unsigned().notNullable().references('processing_purposes.id')
      table.integer('number').notNullable()
      table.text('text_ru', 'mediumtext').notNullable()
      table.text('text_en', 'mediumtext').notNullable()
      table.string('effective_on', 10).notNullable()
      table.dateTime('published_at').notNullable()
      table.integer('published_by_user_id').unsigned().nullable().references('users.id')
      table.unique(['purpose_id', 'number'])
      table.index(['effective_on'])
    })

    this.schema.createTable('consents', (table) => {
      table.increments('id')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      table.integer('purpose_id').unsigned().notNullable().references('processing_purposes.id')
      table.integer('consent_text_id').unsigned().notNullable().references('consent_texts.id')
      table.dateTime('given_at').notNullable()
      // portal | paper | import
      table.string('method', 20).notNullable()
      table.string('ip', 45).nullable()
      table.string('document_reference', 200).nullable()
      table.integer('recorded_by_user_id').unsigned().nullable().references('users.id')
      table.dateTime('revoked_at').nullable()
      table.integer('revoked_by_user_id').unsigned().nullable().references('users.id')
      table.string('revocation_reason', 400).nullable()
      table.index(['person_id', 'purpose_id'])
      table.index(['consent_text_id'])
    })

    this.schema.createTable('subject_requests', (table) => {
      table.increments('id')
      table.string('number', 20).notNullable().unique()
      // access | correction | deletion | revocation
      table.string('kind', 20).notNullable()
      // open | answered | refused
      table.string('state', 20).notNullable()
      table.integer('person_id').unsigned().nullable().references('people.id')
      // Of somebody the directory does not know.
      table.string('applicant', 200).nullable()
      table.integer('organisation_id').unsigned().nullable().references('organisations.id')
      table.string('received_on', 10).notNullable()
      table.string('received_by', 20).notNullable()
      table.text('request_text').notNullable()
      table.integer('calendar_id').unsigned().nullable().references('calendars.id')
      table.string('due_on', 10).notNullable()
      table.dateTime('extended_at').nullable()
      table.string('extension_reason', 400).nullable()
      table.text('answer_text').nullable()
      table.dateTime('answered_at').nullable()
      table.integer('registered_by_user_id').unsigned().nullable().references('users.id')
      table.integer('answered_by_user_id').unsigned().nullable().references('users.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['state', 'due_on'])
      table.index(['person_id'])
    })

    this.schema.createTable('retention_rules', (table) => {
      table.increments('id')
      table.string('kind', 40).notNullable().unique()
      table.integer('days').notNullable()
      table.boolean('is_on').notNullable()
      table.dateTime('last_run_at').nullable()
      table.integer('last_count').nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('ticket_origins', (table) => {
      table.integer('ticket_id').unsigned().primary().references('tickets.id')
      table.string('ip', 45).nullable()
      table.string('user_agent', 300).nullable()
      table.string('source_page', 300).nullable()
      table.boolean('is_signed_in').notNullable()
      table.dateTime('created_at').notNullable()
      table.index(['created_at'])
    })

    this.schema.alterTable('people', (table) => {
      table.dateTime('anonymised_at').nullable()
    })

    this.schema.alterTable('record_views', (table) => {
      table.index(['subject_type', 'last_at'], 'record_views_kind_index')
      table.index(['last_at'], 'record_views_age_index')
    })

    this.defer(async (db) => {
      // What somebody agreed to stays what it was.
      const statements = refuse(db.dialect.name, 'consent_texts', ['update', 'delete'])
      for (const statement of statements) await db.rawQuery(statement)
    })
  }

  override async down() {
    this.schema.alterTable('record_views', (table) => {
      table.dropIndex([], 'record_views_kind_index')
      table.dropIndex([], 'record_views_age_index')
    })
    // By hand: on SQLite the builder copies the table, and what refers to it would go with the old one.
    this.schema.raw('alter table people drop column anonymised_at')
    const tables = ['ticket_origins', 'retention_rules', 'subject_requests', 'consents']
    for (const table of [...tables, 'consent_texts', 'processing_purposes']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
