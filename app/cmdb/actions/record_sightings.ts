import { upsertRows } from '#core/actions/upsert_rows'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PER_QUERY = 500

type Sightings = { sourceId: number; runId: number | null; itemIds: readonly number[] }

/**
 * Notes that a source brought these items, many at a time: they are missing no longer, and whether an
 * item is stale is told from when any source saw it last (domain §4.7).
 */
export async function recordSightings(
  trx: TransactionClientContract,
  { sourceId, runId, itemIds }: Sightings
) {
  if (itemIds.length === 0) return
  const now = toSqlUtc(clock.now())
  const rows = itemIds.map((itemId) => ({
    ...{ ci_source_id: sourceId, item_id: itemId, last_run_id: runId },
    ...{ last_seen_at: now, is_missing: false },
  }))
  await upsertRows(trx, 'ci_sightings', rows, {
    key: ['ci_source_id', 'item_id'],
    update: ['last_run_id', 'last_seen_at', 'is_missing'],
  })
  for (const some of portions(itemIds, PER_QUERY)) {
    await trx.from('configuration_items').whereIn('id', some).update({ last_seen_at: now })
  }
}
