import Baseline from '#cmdb/models/baseline'
import BaselineItem from '#cmdb/models/baseline_item'
import { listPage } from '#core/queries/list_page'
import { listQuery } from '#core/queries/list_query'
import { patternOf } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import { namesOfUsers } from '#directory/queries/name_actors'
import db from '@adonisjs/lucid/services/db'

/** A baseline one may see; otherwise row-not-found (T2). */
export function findBaseline(principal: Principal, id: unknown): Promise<Baseline> {
  return Baseline.visibleTo(principal)
    .where('baselines.id', Number(id) || 0)
    .firstOrFail()
}

/** A page of baselines, the newest first. */
export async function listBaselines(principal: Principal, address: Record<string, unknown>) {
  const { page, q } = listQuery(address)
  const query = Baseline.visibleTo(principal).orderBy('baselines.id', 'desc')
  if (q) void query.whereRaw("lower(name) like ? escape '!'", [patternOf(q.toLowerCase())])
  return { baselines: await listPage(query, { page }), filters: { q } }
}

/** The finished ones another can be compared with, the newest first. */
export async function comparableBaselines(principal: Principal, exceptId: number) {
  const found = await Baseline.visibleTo(principal)
    .where('state', 'done')
    .whereNot('baselines.id', exceptId)
    .orderBy('capturedAt', 'desc')
    .limit(100)
  return found.map(({ id, name, capturedAt }) => ({ id, name, at: capturedAt!.toISO()! }))
}

/** A page of the items of a baseline that one may see, by name. */
export async function baselineItems(
  baseline: Baseline,
  address: Record<string, unknown>,
  principal: Principal
) {
  const { page, q } = listQuery(address)
  const query = BaselineItem.visibleTo(principal)
    .where('baselineId', baseline.id)
    .orderBy('name')
    .orderBy('itemId')
    .select('id', 'itemId', 'number', 'name', 'classCode')
  if (q) {
    void query.where((inner) => {
      const pattern = patternOf(q.toLowerCase())
      for (const column of ['name', 'number']) {
        void inner.orWhereRaw(`lower(${column}) like ? escape '!'`, [pattern])
      }
    })
  }
  return { items: await listPage(query, { page }), filters: { q } }
}

/** Who took the baselines, by user id. */
export function ownersOf(baselines: readonly Baseline[]) {
  const ids = baselines.flatMap(({ createdByUserId }) => createdByUserId ?? [])
  return namesOfUsers([...new Set(ids)], db.connection())
}
