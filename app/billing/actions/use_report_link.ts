import { askKeptReport } from '#billing/actions/ask_kept_report'
import ReportLink from '#billing/models/report_link'
import { readPeriodDocument } from '#billing/queries/period_documents'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { monthOf } from '#billing/workflow/report_period'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import type { MadeDocument } from '#core/documents/render_document'
import { inTransaction } from '#core/transaction'

/**
 * The kept document a link stands for, or that it is still being made; null once the link has expired
 * or was revoked, or the period is open or charged anew. Each file handed out is told in the history.
 * Throws DocumentBroken.
 */
export const useReportLink = {
  async handle(linkId: number, requestId: string | null): Promise<'waiting' | MadeDocument | null> {
    const link = await ReportLink.query().where('id', linkId).preload('billingPeriod').first()
    if (!link || !isValid(link)) return null
    const { billingPeriod: period, format, language, createdByUserId: userId } = link
    const document = await askKeptReport.handle({
      ...{ contractId: period.contractId, month: monthOf(period.startsOn) },
      ...{ format, language, userId },
    })
    if (!document?.madeAt) return document && 'waiting'
    const file = await readPeriodDocument(document)
    return (await tell(linkId, requestId)) ? file : null
  },
}

/** False when the link ended meanwhile. */
function tell(linkId: number, requestId: string | null): Promise<boolean> {
  return inTransaction(async (trx) => {
    const link = await ReportLink.query({ client: trx })
      .where('id', linkId)
      .forUpdate()
      .preload('billingPeriod')
      .firstOrFail()
    if (!isValid(link)) return false
    const { billingPeriod: period, format } = link
    await link.merge({ uses: link.uses + 1, lastUsedAt: clock.now() }).save()
    await recordAudit(trx, {
      actor: { ...SYSTEM_ACTOR, requestId },
      ...{ subjectType: 'billing_period', subjectId: period.id },
      ...{ organisationId: period.organisationId, action: 'billing_period.link_used' },
      changes: [{ field: 'format', before: null, after: format }],
    })
    return true
  })
}

function isValid({ billingPeriod: period, revision, revokedAt, expiresAt }: ReportLink): boolean {
  if (revokedAt !== null || expiresAt <= clock.now()) return false
  return LOCKED_STATES.includes(period.state) && period.revision === revision
}
