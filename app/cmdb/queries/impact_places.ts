import type { CiStatus } from '#cmdb/models/ci_types'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'

const CHUNK = 5_000

/** The statuses of items the reader may see, by graph index. */
export function statusesOf(snapshot: ImpactSnapshot, reached: readonly ReachedItem[]) {
  return columnOf<CiStatus>('status', snapshot, reached)
}

/** The ids of the sites where items stand that the reader may see, by graph index. */
export function placesOf(snapshot: ImpactSnapshot, reached: readonly ReachedItem[]) {
  return columnOf<number>('site_id', snapshot, reached)
}

async function columnOf<Value>(
  column: string,
  { graph }: ImpactSnapshot,
  reached: readonly ReachedItem[]
): Promise<Map<number, Value>> {
  const visible = reached.filter(({ isVisible }) => isVisible)
  const ids = visible.map(({ index }) => graph.ids[index]!).filter((id) => id > 0)
  const found = new Map<number, Value>()
  for (const some of portions(ids, CHUNK)) {
    const rows: { id: number; value: Value | null }[] = await db
      .from('configuration_items')
      .whereIn('id', some)
      .select('id', `${column} as value`)
    for (const { id, value } of rows) {
      if (value !== null) found.set(graph.indexOf.get(id)!, value)
    }
  }
  return found
}
