import { planEdits, type PlannedEdit } from '#cmdb/actions/plan_edits'
import { BulkEditMovedOn } from '#cmdb/errors'
import BulkEdit from '#cmdb/models/bulk_edit'
import { BULK_EDIT_PLANS, type BulkEditPlan } from '#cmdb/models/bulk_edit_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { FieldEdit } from '#cmdb/workflow/bulk_edit'
import { upsertRows } from '#core/actions/upsert_rows'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

type Input = {
  principal: Principal
  bulkEditId: number
  edits: FieldEdit[]
  reason: string | null
}

const PER_TRANSACTION = 500

/**
 * Keeps what is to be edited and what that would do to every item as it is now; that version of the
 * item is the one which may be written afterwards.
 * @throws BulkEditMovedOn when it is not a draft any more
 */
export const previewBulkEdit = {
  async handle({ principal, bulkEditId, edits, reason }: Input): Promise<BulkEdit> {
    const rows = await db
      .from('bulk_edit_items')
      .where('bulk_edit_id', bulkEditId)
      .orderBy('item_id')
      .select('item_id')
    const plan: Record<BulkEditPlan, number> = { change: 0, unchanged: 0, refused: 0 }
    for (const some of portions(rows, PER_TRANSACTION)) {
      const ids = some.map(({ item_id: id }) => Number(id))
      const planned = await inTransaction(async (trx) => {
        await lockDraft(trx, bulkEditId)
        const items = await ConfigurationItem.query({ client: trx }).whereIn('id', ids)
        const found = await planEdits(trx, items, { edits, principal, reason })
        const update = ['item_version', 'plan', 'problems', 'changes']
        await upsertRows(
          trx,
          'bulk_edit_items',
          found.map((each) => toRow(bulkEditId, each)),
          {
            key: ['bulk_edit_id', 'item_id'],
            update,
          }
        )
        return found
      })
      for (const each of BULK_EDIT_PLANS) {
        plan[each] += planned.filter((one) => planOf(one) === each).length
      }
    }
    return inTransaction(async (trx) => {
      const bulkEdit = await lockDraft(trx, bulkEditId)
      const counts = { leftOut: bulkEdit.counts?.leftOut ?? 0, plan }
      return bulkEdit.merge({ edits, reason, counts }).save()
    })
  },
}

async function lockDraft(trx: Parameters<typeof planEdits>[0], id: number): Promise<BulkEdit> {
  const bulkEdit = await BulkEdit.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  if (bulkEdit.state !== 'draft') throw new BulkEditMovedOn()
  return bulkEdit
}

function planOf({ problems, writes }: PlannedEdit): BulkEditPlan {
  if (problems.length > 0) return 'refused'
  return Object.keys(writes).length > 0 ? 'change' : 'unchanged'
}

function toRow(bulkEditId: number, planned: PlannedEdit) {
  const { item, problems, changes } = planned
  return {
    ...{ bulk_edit_id: bulkEditId, item_id: item.id, item_version: item.version },
    ...{ plan: planOf(planned), problems: JSON.stringify(problems) },
    changes: JSON.stringify(changes),
  }
}
