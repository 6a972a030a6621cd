import { askPeriodDocuments, languageOfPeriod } from '#billing/actions/ask_period_documents'
import { lockContract } from '#billing/actions/move_period'
import { PeriodNotLocked } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import ReportLink from '#billing/models/report_link'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { DocumentFormat } from '#core/documents/render_document'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { inTransaction } from '#core/transaction'

type MakeLink = {
  actor: Actor
  contractId: number
  /** `YYYY-MM` */
  month: string
  format: DocumentFormat
  language: DocumentLanguage | null
  days: number
}

/** Makes a link to a locked period's report that needs no account, and has it made. Throws PeriodNotLocked. */
export const makeReportLink = {
  async handle({ actor, contractId, month, days, ...of }: MakeLink): Promise<ReportLink> {
    return inTransaction(async (trx) => {
      const contract = await lockContract(trx, contractId)
      const { startsOn } = periodOfMonth(month, contract)
      const row = await BillingPeriod.query({ client: trx })
        .where({ contractId, startsOn })
        .whereIn('state', [...LOCKED_STATES])
        .first()
      if (!row) throw new PeriodNotLocked()
      await askPeriodDocuments(trx, row, {
        papers: [
          { kind: 'report', format: of.format, language: of.language ?? languageOfPeriod(row) },
        ],
        userId: actor.userId,
      })
      const expiresAt = clock.now().plus({ days })
      const link = await ReportLink.create(
        {
          ...{ billingPeriodId: row.id, revision: row.revision, ...of },
          ...{ createdByUserId: actor.userId, expiresAt, revokedAt: null, uses: 0 },
        },
        { client: trx }
      )
      await recordAudit(trx, {
        ...{ actor, subjectType: 'billing_period', subjectId: row.id },
        ...{ organisationId: row.organisationId, action: 'billing_period.link_made' },
        changes: [
          { field: 'format', before: null, after: of.format },
          { field: 'expiresAt', before: null, after: expiresAt.toUTC().toISO() },
        ],
      })
      return link
    })
  },
}
