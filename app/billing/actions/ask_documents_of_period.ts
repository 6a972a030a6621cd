import { askUsualDocuments } from '#billing/actions/ask_period_documents'
import { lockContract } from '#billing/actions/move_period'
import { PeriodNotLocked } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Ask = { actor: Actor; contractId: number; startsOn: string }

/**
 * Has the usual documents of a locked period made that are not there: they failed, or the period was
 * locked before documents were kept. Throws PeriodNotLocked.
 */
export const askDocumentsOfPeriod = {
  async handle({ actor, contractId, startsOn }: Ask): Promise<void> {
    await inTransaction(async (trx) => {
      await lockContract(trx, contractId)
      const period = await BillingPeriod.query({ client: trx })
        .where({ contractId, startsOn })
        .whereIn('state', [...LOCKED_STATES])
        .first()
      if (!period) throw new PeriodNotLocked()
      await askUsualDocuments(trx, period, actor.userId)
      await recordAudit(trx, {
        ...{ actor, subjectType: 'billing_period', subjectId: period.id },
        ...{ organisationId: period.organisationId, action: 'billing_period.documents_asked' },
      })
    })
  },
}
