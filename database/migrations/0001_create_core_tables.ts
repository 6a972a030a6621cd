import { BaseSchema } from '@adonisjs/lucid/schema'

/** Numbering, append-only audit, search index, background tasks. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('number_sequences', (table) => {
      table.string('kind', 40).primary()
      table.bigInteger('next_value').notNullable()
    })

    this.schema.createTable('audit_events', (table) => {
      table.bigIncrements('id')
      table.dateTime('occurred_at').notNullable()
      table.integer('actor_user_id').nullable()
      table.string('actor_label', 200).notNullable()
      table.string('channel', 20).notNullable()
      table.string('request_id', 60).nullable()
      table.integer('organisation_id').nullable()
      table.string('subject_type', 40).notNullable()
      table.integer('subject_id').notNullable()
      // The record's version after the change, so that a stale editor can be told what changed.
      table.integer('subject_version').nullable()
      table.string('action', 80).notNullable()
      table.text('reason').nullable()
      table.json('changes').notNullable()
      table.index(['subject_type', 'subject_id', 'id'])
      table.index(['occurred_at'])
      table.index(['organisation_id', 'id'])
    })

    this.schema.createTable('search_documents', (table) => {
      table.increments('id')
      table.string('subject_type', 40).notNullable()
      table.integer('subject_id').notNullable()
      table.integer('organisation_id').nullable()
      table.string('number', 40).nullable()
      table.string('title', 300).notNullable()
      // Stemmed tokens: what everybody who sees the record may find it by, and what only agents may.
      table.text('stems', 'mediumtext').notNullable()
      table.text('internal_stems', 'mediumtext').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['subject_type', 'subject_id'])
      table.index(['number'])
    })

    this.schema.createTable('background_tasks', (table) => {
      table.increments('id')
      table.string('kind', 60).notNullable()
      table.integer('requested_by_user_id').nullable()
      table.integer('organisation_id').nullable()
      table.json('input').notNullable()
      table.string('state', 20).notNullable()
      table.integer('progress_done').notNullable().defaultTo(0)
      table.integer('progress_total').notNullable().defaultTo(0)
      table.string('result_file', 300).nullable()
      table.string('result_name', 200).nullable()
      table.string('result_type', 120).nullable()
      table.string('error_code', 80).nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('finished_at').nullable()
      table.index(['requested_by_user_id', 'id'])
      table.index(['state'])
    })

    this.defer(async (db) => {
      for (const statement of this.#dialectStatements(db.dialect.name)) await db.rawQuery(statement)
    })
  }

  override async down() {
    this.schema.raw('drop table if exists search_documents_fts')
    for (const table of [
      'background_tasks',
      'search_documents',
      'audit_events',
      'number_sequences',
    ]) {
      this.schema.dropTableIfExists(table)
    }
  }

  #dialectStatements(dialect: string) {
    return dialect === 'better-sqlite3' ? SQLITE_STATEMENTS : MYSQL_STATEMENTS
  }
}

const SQLITE_STATEMENTS = [
  `create trigger audit_events_refuse_update before update on audit_events
   begin select raise(abort, 'audit_events is append-only'); end`,
  `create trigger audit_events_refuse_delete before delete on audit_events
   begin select raise(abort, 'audit_events is append-only'); end`,
  `create virtual table search_documents_fts using fts5(
     stems, internal_stems, content='search_documents', content_rowid='id', tokenize='unicode61')`,
  `create trigger search_documents_after_insert after insert on search_documents begin
     insert into search_documents_fts(rowid, stems, internal_stems)
     values (new.id, new.stems, new.internal_stems); end`,
  `create trigger search_documents_after_delete after delete on search_documents begin
     insert into search_documents_fts(search_documents_fts, rowid, stems, internal_stems)
     values ('delete', old.id, old.stems, old.internal_stems); end`,
  `create trigger search_documents_after_update after update of stems, internal_stems on search_documents begin
     insert into search_documents_fts(search_documents_fts, rowid, stems, internal_stems)
     values ('delete', old.id, old.stems, old.internal_stems);
     insert into search_documents_fts(rowid, stems, internal_stems)
     values (new.id, new.stems, new.internal_stems); end`,
]

const MYSQL_STATEMENTS = [
  `create trigger audit_events_refuse_update before update on audit_events for each row
   signal sqlstate '45000' set message_text = 'audit_events is append-only'`,
  `create trigger audit_events_refuse_delete before delete on audit_events for each row
   signal sqlstate '45000' set message_text = 'audit_events is append-only'`,
  `create fulltext index search_documents_public on search_documents (stems)`,
  `create fulltext index search_documents_all on search_documents (stems, internal_stems)`,
]
