import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { itemStates, type ItemAtMoment } from '#cmdb/queries/item_states'
import { rewind, type ItemState } from '#cmdb/workflow/item_past'
import { parseJson, toSqlUtc } from '#core/columns'
import type { FieldChange } from '#core/errors'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'

/**
 * What items were at a moment, its second included, chunk by chunk in order of id (CFG-07); those
 * that came into the CMDB later are left out. Taken from what they are now and the history since:
 * as of now is now, and what is written without history shows as it is today.
 */
export async function* itemsAsOf(
  ids: readonly number[],
  at: DateTime
): AsyncGenerator<ItemAtMoment[]> {
  const moment = at.toUTC().toISO()!
  for await (const items of itemStates(ids, moment.slice(0, 10))) {
    const there = items.filter(({ createdAt }) => createdAt <= moment)
    const since = await changesSince(
      there.map(({ itemId }) => itemId),
      at
    )
    yield there.map(({ itemId, number, state }) => ({
      ...{ itemId, number },
      state: rewind(state, since.get(itemId) ?? []),
    }))
  }
}

/** The same of one item; null before it came into the CMDB. */
export async function itemAsOf(itemId: number, at: DateTime): Promise<ItemState | null> {
  for await (const [item] of itemsAsOf([itemId], at)) return item?.state ?? null
  return null
}

/** Changes by item, the newest first. */
async function changesSince(ids: readonly number[], at: DateTime) {
  const found = new Map<number, FieldChange[][]>()
  if (ids.length === 0) return found
  const rows: { subject_id: number; changes: unknown }[] = await db
    .from('audit_events')
    .where('subject_type', CI_SUBJECT)
    .whereIn('subject_id', [...ids])
    .where('occurred_at', '>', toSqlUtc(at))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .select('subject_id', 'changes')
  for (const row of rows) {
    const changes = found.get(row.subject_id) ?? []
    changes.push(parseJson<FieldChange[]>(row.changes))
    found.set(row.subject_id, changes)
  }
  return found
}
