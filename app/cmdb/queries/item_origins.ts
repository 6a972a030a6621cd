import type { FieldOrigins } from '#cmdb/workflow/authority'
import { fromSqlUtc, parseJson } from '#core/columns'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const PER_QUERY = 500

/** Where the values of items come from, by item. */
export async function itemOrigins(
  ids: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Map<number, FieldOrigins>> {
  const origins = new Map<number, FieldOrigins>()
  for (const some of portions(ids, PER_QUERY)) {
    const rows = await client.from('ci_provenances').whereIn('item_id', some)
    for (const row of rows) origins.set(row.item_id, parseJson<FieldOrigins>(row.fields) ?? {})
  }
  return origins
}

/** When sources last brought items, milliseconds by `item source`. */
export async function itemSightings(
  ids: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Map<string, number>> {
  const seen = new Map<string, number>()
  for (const some of portions(ids, PER_QUERY)) {
    const rows = await client
      .from('ci_sightings')
      .join('ci_sources', 'ci_sources.id', 'ci_sightings.ci_source_id')
      .whereIn('ci_sightings.item_id', some)
      .select('ci_sightings.item_id', 'ci_sightings.last_seen_at', 'ci_sources.code')
    for (const row of rows) {
      seen.set(`${row.item_id} ${row.code}`, fromSqlUtc(row.last_seen_at)!.toMillis())
    }
  }
  return seen
}
