import { AT_ONCE, BULK_EDIT_SUBJECT, bulkActor, runBulkEdit } from '#cmdb/actions/run_bulk_edit'
import { BulkEditMovedOn, NothingToEdit } from '#cmdb/errors'
import RunBulkEditJob from '#cmdb/jobs/run_bulk_edit_job'
import BulkEdit from '#cmdb/models/bulk_edit'
import { enqueueJob } from '#core/actions/enqueue_job'
import { recordAudit } from '#core/actions/record_audit'
import type { Plain } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'

/**
 * Has the items written as the preview showed: few at once, in one transaction with the decision,
 * many in the background. One that failed is taken up again.
 * @throws BulkEditMovedOn when it runs or is over, NothingToEdit when no item would change
 */
export const requestBulkEdit = {
  async handle({ principal, bulkEditId }: { principal: Principal; bulkEditId: number }) {
    await inTransaction(async (trx) => {
      const bulkEdit = await BulkEdit.query({ client: trx })
        .where('id', bulkEditId)
        .forUpdate()
        .firstOrFail()
      if (bulkEdit.state !== 'draft' && bulkEdit.state !== 'failed') throw new BulkEditMovedOn()
      if (!bulkEdit.counts?.plan?.change) throw new NothingToEdit()
      await bulkEdit.merge({ state: 'running' }).save()
      await recordAudit(trx, {
        ...{ actor: bulkActor(principal, bulkEditId), subjectType: BULK_EDIT_SUBJECT },
        ...{ subjectId: bulkEditId, organisationId: null, action: 'bulk_edit.requested' },
        reason: bulkEdit.reason,
        changes: [{ field: 'edits', before: null, after: bulkEdit.edits as unknown as Plain }],
      })
      const isSmall = bulkEdit.progressTotal <= AT_ONCE
      if (isSmall) await runBulkEdit.within(trx, bulkEditId, principal)
      else await enqueueJob(trx, RunBulkEditJob.dispatch({ bulkEditId }))
    })
  },
}
