import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import AuditPolicy from '#web/policies/audit_policy'
import { auditCsv } from '#web/queries/audit_csv'
import { auditFilter, type AuditFilter } from '#web/queries/audit_filter'
import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'

/** The audit as CSV; taking it out is itself in the audit. */
export default class AuditExportsController {
  async show({ request, response, principal, bouncer, i18n, actor }: HttpContext) {
    await bouncer.with(AuditPolicy).authorize('view')
    const filter = auditFilter(request.qs())
    await inTransaction((trx) =>
      recordAudit(trx, {
        ...{
          actor,
          subjectType: 'audit',
          subjectId: 0,
          organisationId: null,
          action: 'audit.exported',
        },
        changes: changesOf(filter),
      })
    )
    response.type('text/csv; charset=utf-8')
    response.header(
      'Content-Disposition',
      `attachment; filename="audit-${clock.today(principal.timeZone)}.csv"`
    )
    response.header('Cache-Control', 'no-store')
    return response.stream(Readable.from(auditCsv(principal, filter, i18n)))
  }
}

function changesOf(filter: AuditFilter) {
  const given = Object.entries(filter).filter(([, value]) => value !== null)
  return given.map(([field, after]) => ({ field, before: null, after }))
}
