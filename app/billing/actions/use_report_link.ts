import { makeDocument } from '#billing/documents/make_document'
import ReportLink from '#billing/models/report_link'
import { contractReport } from '#billing/queries/contract_report'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import type { MadeDocument } from '#core/documents/render_document'
import { inTransaction } from '#core/transaction'

/**
 * The document a link stands for, made of what the locked period charged; null once the link has
 * expired or was revoked, or the period is open or charged anew. Each use is told in the history.
 */
export const useReportLink = {
  async handle(linkId: number, requestId: string | null): Promise<MadeDocument | null> {
    const link = await inTransaction(async (trx) => {
      const found = await ReportLink.query({ client: trx })
        .where('id', linkId)
        .forUpdate()
        .preload('billingPeriod')
        .first()
      if (!found || !isValid(found)) return null
      const { billingPeriod: period, format } = found
      found.merge({ uses: found.uses + 1, lastUsedAt: clock.now() })
      await found.save()
      await recordAudit(trx, {
        actor: { ...SYSTEM_ACTOR, requestId },
        ...{ subjectType: 'billing_period', subjectId: period.id },
        ...{ organisationId: period.organisationId, action: 'billing_period.link_used' },
        changes: [{ field: 'format', before: null, after: format }],
      })
      return found
    })
    if (!link) return null
    const { billingPeriod: period, format, language } = link
    const report = await contractReport(period.contractId, period.startsOn.slice(0, 7))
    return makeDocument(report, { format, language, preparedBy: null })
  },
}

function isValid({ billingPeriod: period, revision, revokedAt, expiresAt }: ReportLink): boolean {
  if (revokedAt !== null || expiresAt <= clock.now()) return false
  return ['locked', 'invoiced'].includes(period.state) && period.revision === revision
}
