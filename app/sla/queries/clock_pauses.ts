import { fromSqlUtc } from '#core/columns'
import type { ClockPause } from '#sla/workflow/clock'
import db from '@adonisjs/lucid/services/db'

/** The pauses of many clocks by their ids, in the order they began; clocks without any are absent. */
export async function clockPauses(ids: readonly number[]): Promise<Map<number, ClockPause[]>> {
  const rows = await db
    .from('clock_pauses')
    .whereIn('clock_id', [...ids])
    .orderBy('id')
    .select('clock_id', 'started_at', 'ended_at')
  const pauses = Map.groupBy(rows, (row) => Number(row.clock_id))
  return new Map(
    [...pauses].map(([id, own]) => [
      id,
      own.map(({ started_at: from, ended_at: to }) => ({
        from: fromSqlUtc(from)!.toMillis(),
        to: fromSqlUtc(to)?.toMillis() ?? null,
      })),
    ])
  )
}
