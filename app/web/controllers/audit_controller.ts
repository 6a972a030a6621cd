import { CHANNELS } from '#core/actor'
import { auditChainState } from '#core/queries/audit_chain_state'
import { distinctValues } from '#core/queries/distinct_values'
import AuditPolicy from '#web/policies/audit_policy'
import { auditCursor, auditFilter } from '#web/queries/audit_filter'
import { listAudit } from '#web/queries/list_audit'
import AuditEventTransformer from '#web/transformers/audit_event_transformer'
import type { HttpContext } from '@adonisjs/core/http'

export default class AuditController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(AuditPolicy).authorize('view')
    const filter = auditFilter(request.qs())
    const { events, ...page } = await listAudit(principal, filter, auditCursor(request.qs()))
    return inertia.render('web/audit/index', {
      events: AuditEventTransformer.transform(events),
      page,
      filter,
      chain: await auditChainState(),
      options: {
        subjects: await distinctValues('audit_events', 'subject_type'),
        actions: await distinctValues('audit_events', 'action'),
        channels: [...CHANNELS],
      },
    })
  }
}
