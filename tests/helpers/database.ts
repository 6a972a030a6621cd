import { RUSSIA } from '#database/reference/holidays/russia'
import { withoutAuditTriggers } from '#tests/helpers/audit'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
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
  const filled = await filledTables(client)
  const empty = () => client.transaction((trx) => emptyTables(trx, filled))
  // Inside a transaction SQLite takes no notice of it.
  if (isSqlite) await client.rawQuery('pragma foreign_keys = off')
  await withoutAuditTriggers(empty, ['delete'], filled)
  if (isSqlite) await client.rawQuery('pragma foreign_keys = on')
}

async function emptyTables(trx: TransactionClientContract, tables: string[]) {
  const isMysql = trx.dialect.name !== 'better-sqlite3'
  if (isMysql) await trx.rawQuery('set foreign_key_checks = 0')
  for (const table of tables) await trx.from(table).delete()
  await dropAdditions(trx)
  if (isMysql) await trx.rawQuery('set foreign_key_checks = 1')
}

/** Asked for in one go: a test leaves rows in few of the many tables. */
async function filledTables(client: QueryClientContract): Promise<string[]> {
  const tables = (await client.getAllTables()).filter(
    (table) => !REFERENCE_TABLES.has(table) && !table.startsWith('search_documents_fts')
  )
  const isFilled = tables.map((table) => client.raw(`exists(select 1 from ${table}) as ${table}`))
  const answer = await client.query().select(isFilled).firstOrFail()
  return tables.filter((table) => answer[table])
}

/** What somebody added beside the reference data goes with the rest. */
async function dropAdditions(trx: TransactionClientContract) {
  await trx.from('ci_class_attributes').where('is_builtin', false).delete()
  // Those below others first.
  await trx.from('ci_classes').where('is_builtin', false).orderBy('id', 'desc').delete()
  await drop(trx, 'roles', ['role_permissions', 'role_id'], (own) => own.where('is_builtin', false))
  await drop(trx, 'holiday_sets', ['holiday_set_days', 'holiday_set_id'], (own) =>
    own.whereNot('code', RUSSIA.code)
  )
}

async function drop(
  trx: TransactionClientContract,
  table: string,
  [parts, reference]: [string, string],
  added: (query: DatabaseQueryBuilderContract) => DatabaseQueryBuilderContract
) {
  await trx
    .from(parts)
    .whereIn(reference, added(trx.from(table)).select('id'))
    .delete()
  await added(trx.from(table)).delete()
}
