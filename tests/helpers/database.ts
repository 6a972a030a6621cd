import { RUSSIA } from '#database/reference/holidays/russia'
import { withoutAuditTriggers } from '#tests/helpers/audit'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'

const REFERENCE_TABLES = new Set([
  'adonis_schema',
  'adonis_schema_versions',
  'number_sequences',
  'roles',
  'role_permissions',
  'ci_classes',
  'ci_class_attributes',
  'ci_health_rules',
  'ci_health_settings',
  'relation_types',
  'relation_type_pairs',
  'ticket_categories',
  'work_types',
  'vat_rates',
  'processing_purposes',
  'holiday_sets',
  'holiday_set_days',
  'impact_graph_versions',
])

/** An empty schema with the reference data, once per run. */
export async function prepareDatabase() {
  await testUtils.db().migrate()
  const { syncReferenceData } = await import('#database/reference/sync')
  await syncReferenceData()
}

/**
 * Every test runs in a transaction that is rolled back. Specs of search, locks and workers cannot
 * (their queries need committed rows, or several connections): they call `emptyDatabase` instead.
 */
export function wrapInTransaction() {
  return testUtils.db().wrapInGlobalTransaction()
}

/** Empties every business table; the audit's triggers are lifted for the moment it takes. */
export async function emptyDatabase() {
  const client = db.connection()
  const isSqlite = client.dialect.name === 'better-sqlite3'
  await client.rawQuery(isSqlite ? 'pragma foreign_keys = off' : 'set foreign_key_checks = 0')
  await withoutAuditTriggers(async () => {
    for (const table of await client.getAllTables()) {
      if (REFERENCE_TABLES.has(table) || table.startsWith('search_documents_fts')) continue
      await client.from(table).delete()
    }
    await dropAdditions()
  }, ['delete'])
  await client.rawQuery(isSqlite ? 'pragma foreign_keys = on' : 'set foreign_key_checks = 1')
}

/** What somebody added beside the reference data goes with the rest. */
async function dropAdditions() {
  await db.from('ci_class_attributes').where('is_builtin', false).delete()
  // Those below others first.
  await db.from('ci_classes').where('is_builtin', false).orderBy('id', 'desc').delete()
  await drop('roles', ['role_permissions', 'role_id'], (own) => own.where('is_builtin', false))
  await drop('holiday_sets', ['holiday_set_days', 'holiday_set_id'], (own) =>
    own.whereNot('code', RUSSIA.code)
  )
}

async function drop(
  table: string,
  [parts, reference]: [string, string],
  added: (query: DatabaseQueryBuilderContract) => DatabaseQueryBuilderContract
) {
  await db
    .from(parts)
    .whereIn(reference, added(db.from(table)).select('id'))
    .delete()
  await added(db.from(table)).delete()
}
