import { BASELINE_SUBJECT } from '#cmdb/actions/request_baseline'
import Baseline from '#cmdb/models/baseline'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

/** Throws a baseline away; the audit keeps that it was there. */
export const deleteBaseline = {
  async handle({ actor, baselineId }: { actor: Actor; baselineId: number }) {
    await inTransaction(async (trx) => {
      const baseline = await Baseline.query({ client: trx })
        .where('id', baselineId)
        .forUpdate()
        .firstOrFail()
      await trx.from('baseline_items').where('baseline_id', baselineId).delete()
      await baseline.delete()
      const { name, contentHash } = baseline
      await recordAudit(trx, {
        ...{ actor, subjectType: BASELINE_SUBJECT, subjectId: baselineId },
        ...{ organisationId: null, action: 'baseline.deleted' },
        changes: [
          { field: 'name', before: name, after: null },
          { field: 'contentHash', before: contentHash, after: null },
        ],
      })
    })
  },
}
