import { archiveItem } from '#cmdb/actions/archive_item'
import { dueForArchive } from '#cmdb/queries/due_for_archive'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import type { RetentionKind } from '#core/retention_kinds'
import { inTransaction } from '#core/transaction'
import type { DateTime } from 'luxon'

const PER_CHUNK = 200

/**
 * Items at rest go out of sight by the rule of retention, or after the days their class says; nothing
 * is deleted, and each one's history tells it (CFG-04). Off until somebody decides on it.
 */
export const ARCHIVE_RETENTION: RetentionKind = {
  ...{ kind: 'items_at_rest', days: 365, isOn: false, leastDays: 1 },
  async count(before) {
    const { query } = await dueForArchive(daysSince(before))
    const [row] = await query.count('* as total')
    return Number(row!.$extras.total)
  },
  async *purge(before) {
    for (;;) {
      const { query } = await dueForArchive(daysSince(before))
      const items = await query.orderBy('id').limit(PER_CHUNK).select('id')
      if (items.length === 0) return
      await inTransaction(async (trx) => {
        for (const { id } of items) {
          await archiveItem.within(trx, { actor: SYSTEM_ACTOR, itemId: id, isArchived: true })
        }
      })
      yield items.length
    }
  },
}

function daysSince(before: DateTime): number {
  return Math.round(clock.now().diff(before, 'days').days)
}
