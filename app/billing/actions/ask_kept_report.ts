import { askPeriodDocuments, languageOfPeriod } from '#billing/actions/ask_period_documents'
import { lockContract } from '#billing/actions/move_period'
import BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import Contract from '#contracts/models/contract'
import type { DocumentFormat } from '#core/documents/render_document'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { inTransaction } from '#core/transaction'

type Wanted = {
  contractId: number
  /** `YYYY-MM` in which the period begins. */
  month: string
  format: DocumentFormat
  /** Null is the client's own. */
  language: DocumentLanguage | null
  userId: number | null
}

/**
 * The report of a locked period as it is kept, which may still have to be made; null for a period
 * that is not locked. Nothing is written where it is there already.
 */
export const askKeptReport = {
  async handle({ contractId, month, format, language, userId }: Wanted) {
    const contract = await Contract.findOrFail(contractId)
    const of = { contractId, startsOn: periodOfMonth(month, contract).startsOn }
    const seen = await BillingPeriod.query()
      .where(of)
      .whereIn('state', [...LOCKED_STATES])
      .first()
    if (!seen) return null
    const paper = { kind: 'report', format, language: language ?? languageOfPeriod(seen) } as const
    const kept = await PeriodDocument.query()
      .where({ billingPeriodId: seen.id, revision: seen.revision, ...paper })
      .whereNull('failedAt')
      .first()
    if (kept) return kept
    return inTransaction(async (trx) => {
      await lockContract(trx, contractId)
      const period = await BillingPeriod.query({ client: trx })
        .where(of)
        .whereIn('state', [...LOCKED_STATES])
        .first()
      if (!period) return null
      const [asked] = await askPeriodDocuments(trx, period, { papers: [paper], userId })
      return asked!
    })
  },
}
