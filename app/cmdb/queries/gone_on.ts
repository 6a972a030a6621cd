import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { dayAfter } from '#core/day_after'
import { parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import db from '@adonisjs/lucid/services/db'

const CHUNK = 500

/**
 * Which items were retired or disposed of at the end of a day, by what their histories say of the
 * status since: the first change after the day tells what it was before.
 */
export async function goneOn(day: string): Promise<(id: number, isGoneNow: boolean) => boolean> {
  const before = new Map<number, boolean>()
  for (let after = 0; ;) {
    const events: { id: number; subject_id: number; changes: unknown }[] = await db
      .from('audit_events')
      .where({ subject_type: CI_SUBJECT, action: 'configuration_item.updated' })
      .where('occurred_at', '>=', dayAfter(day))
      .where('changes', 'like', '%"field":"status"%')
      .where('id', '>', after)
      .orderBy('id')
      .limit(CHUNK)
      .select('id', 'subject_id', 'changes')
    for (const { subject_id: id, changes } of events) {
      const change = parseJson<FieldChange[]>(changes).find(({ field }) => field === 'status')
      if (!change || before.has(id)) continue
      before.set(
        id,
        GONE.some((gone) => gone === change.before)
      )
    }
    if (events.length < CHUNK) break
    after = events.at(-1)!.id
  }
  return (id, isGoneNow) => before.get(id) ?? isGoneNow
}
