import { refuse } from '#database/append_only'
import { BaseSchema } from '@adonisjs/lucid/schema'

/** Seals over the audit, the erasable personal values it refers to, and who viewed what. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('audit_seals', (table) => {
      // Counted by the sealer, so that a seal taken away leaves a hole.
      table.integer('id').unsigned().notNullable().primary()
      table.bigInteger('first_event_id').notNullable().unique()
      table.bigInteger('last_event_id').notNullable()
      table.integer('event_count').notNullable()
      // Of this seal and all before it.
      table.bigInteger('total_count').notNullable()
      // Each sealed row's id and digest: a changed row is named, not only its batch.
      table.binary('entries').notNullable()
      // Unique: a seal has one successor, whoever writes it first.
      table.string('previous_hash', 64).notNullable().unique()
      table.string('hash', 64).notNullable()
      table.dateTime('sealed_at').notNullable()
    })

    this.schema.createTable('audit_personal_values', (table) => {
      table.string('id', 32).notNullable().primary()
      table.string('subject_type', 40).notNullable()
      table.integer('subject_id').notNullable()
      table.string('field', 80).notNullable()
      table.text('value').notNullable()
      // Goes with the row: without it the hash in the audit tells nothing about the value.
      table.string('salt', 32).notNullable()
      table.index(['subject_type', 'subject_id'])
    })

    this.schema.createTable('record_views', (table) => {
      table.bigIncrements('id')
      table.integer('viewer_user_id').notNullable()
      table.string('subject_type', 40).notNullable()
      table.integer('subject_id').notNullable()
      table.integer('organisation_id').nullable()
      table.dateTime('at').notNullable()
      table.dateTime('last_at').notNullable()
      // Fetched ahead by the browser and perhaps never looked at.
      table.boolean('is_prefetch').notNullable().defaultTo(false)
      table.string('ip', 45).nullable()
      table.string('user_agent', 300).nullable()
      table.string('source_page', 300).nullable()
      table.index(['subject_type', 'subject_id', 'last_at'])
      table.index(['viewer_user_id', 'last_at'])
    })

    this.schema.alterTable('audit_events', (table) => {
      table.index(['actor_user_id', 'id'], 'audit_events_actor_index')
      table.index(['action', 'id'], 'audit_events_action_index')
      table.index(['channel', 'id'], 'audit_events_channel_index')
    })

    this.defer(async (db) => {
      const dialect = db.dialect.name
      const statements = [
        ...refuse(dialect, 'audit_seals', ['update', 'delete']),
        ...refuse(dialect, 'audit_personal_values', ['update']),
      ]
      for (const statement of statements) await db.rawQuery(statement)
    })
  }

  override async down() {
    this.schema.alterTable('audit_events', (table) => {
      table.dropIndex([], 'audit_events_actor_index')
      table.dropIndex([], 'audit_events_action_index')
      table.dropIndex([], 'audit_events_channel_index')
    })
    for (const table of ['record_views', 'audit_personal_values', 'audit_seals']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
