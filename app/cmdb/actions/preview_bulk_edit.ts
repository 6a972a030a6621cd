import { planEdits, type PlannedEdit } from '#cmdb/actions/plan_edits'
import { BulkEditMovedOn } from '#cmdb/errors'
import PreviewBulkEditJob from '#cmdb/jobs/preview_bulk_edit_job'
import BulkEdit from '#cmdb/models/bulk_edit'
import { BULK_EDIT_PLANS, type BulkEditPlan } from '#cmdb/models/bulk_edit_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { FieldEdit } from '#cmdb/workflow/bulk_edit'
import { enqueueJob } from '#core/actions/enqueue_job'
import { upsertRows } from '#core/actions/upsert_rows'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  principal: Principal
  bulkEditId: number
  edits: FieldEdit[]
  reason: string | null
}

const PER_TRANSACTION = 500
/** More items than this are looked at in the background. */
export const PREVIEWED_AT_ONCE = 1000

/**
 * Keeps what is to be edited and has it looked at what that would do to every item: few at once, many
 * in the background, where the page tells how far it is.
 * @throws BulkEditMovedOn when it is not a draft any more
 */
export const requestBulkPreview = {
  async handle({ principal, bulkEditId, edits, reason }: Input): Promise<void> {
    const isSmall = await inTransaction(async (trx) => {
      const bulkEdit = await lock(trx, bulkEditId)
      if (bulkEdit.state !== 'draft') throw new BulkEditMovedOn()
      const counts = { leftOut: bulkEdit.counts?.leftOut ?? 0 }
      await bulkEdit.merge({ state: 'previewing', edits, reason, counts, progressDone: 0 }).save()
      const isFew = bulkEdit.progressTotal <= PREVIEWED_AT_ONCE
      if (!isFew) await enqueueJob(trx, PreviewBulkEditJob.dispatch({ bulkEditId }))
      return isFew
    })
    if (!isSmall) return
    try {
      await previewBulkEdit.handle({ principal, bulkEditId, edits, reason })
    } catch (error) {
      await giveUpPreview(bulkEditId)
      throw error
    }
  },
}

/** The person chooses fields anew, or asks again. */
export async function giveUpPreview(bulkEditId: number) {
  await BulkEdit.query().where({ id: bulkEditId, state: 'previewing' }).update({ state: 'draft' })
}

/**
 * What the edits would do to every item as it is now; that version of the item is the one which may
 * be written afterwards.
 * @throws BulkEditMovedOn when nobody asked for it
 */
export const previewBulkEdit = {
  async inBackground(bulkEditId: number) {
    const { requestedByUserId, edits, reason } = await BulkEdit.findOrFail(bulkEditId)
    const principal = await loadPrincipal(requestedByUserId)
    if (!principal) throw new Error('Who asked for the preview has no account any more')
    await this.handle({ principal, bulkEditId, edits, reason })
  },

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
        const bulkEdit = await lockPreviewing(trx, bulkEditId)
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
        const progressDone = Math.min(bulkEdit.progressDone + ids.length, rows.length)
        await bulkEdit.merge({ progressDone }).save()
        return found
      })
      for (const each of BULK_EDIT_PLANS) {
        plan[each] += planned.filter((one) => planOf(one) === each).length
      }
    }
    return inTransaction(async (trx) => {
      const bulkEdit = await lockPreviewing(trx, bulkEditId)
      const counts = { leftOut: bulkEdit.counts?.leftOut ?? 0, plan }
      return bulkEdit.merge({ state: 'draft', counts, progressDone: 0 }).save()
    })
  },
}

async function lockPreviewing(trx: TransactionClientContract, id: number): Promise<BulkEdit> {
  const bulkEdit = await lock(trx, id)
  if (bulkEdit.state !== 'previewing') throw new BulkEditMovedOn()
  return bulkEdit
}

function lock(trx: TransactionClientContract, id: number): Promise<BulkEdit> {
  return BulkEdit.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
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
