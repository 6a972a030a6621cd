import BulkEdit from '#cmdb/models/bulk_edit'
import { toSqlUtc } from '#core/columns'
import type { RetentionKind } from '#core/retention_kinds'
import type { DateTime } from 'luxon'

const PER_CHUNK = 20

/**
 * Bulk edits go with what they made of each item; the history of the items keeps every change. One
 * that runs stays. From then on it cannot be taken back.
 */
export const BULK_EDIT_RETENTION: RetentionKind = {
  ...{ kind: 'bulk_edits', days: 180, isOn: true, leastDays: 7 },
  async count(before) {
    const [row] = await over(before).count('* as total')
    return Number(row!.$extras.total)
  },
  async *purge(before) {
    for (;;) {
      const old = await over(before).orderBy('id').limit(PER_CHUNK).select('id')
      if (old.length === 0) return
      const ids = old.map(({ id }) => id)
      await BulkEdit.query().whereIn('id', ids).delete()
      yield ids.length
    }
  },
}

function over(before: DateTime) {
  return BulkEdit.query()
    .whereIn('state', ['draft', 'done', 'undone', 'failed'])
    .where('updated_at', '<', toSqlUtc(before))
}
