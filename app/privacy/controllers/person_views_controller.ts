import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { listQuery } from '#core/queries/list_query'
import { inTransaction } from '#core/transaction'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { listPersonViews, viewFilter } from '#privacy/queries/list_person_views'
import { personViewsCsv } from '#privacy/queries/person_views_csv'
import PersonViewTransformer from '#privacy/transformers/person_view_transformer'
import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'

/** The log of access to personal data: who viewed whom, when and from where. */
export default class PersonViewsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('view')
    const filter = viewFilter(listQuery(request.qs()), request.qs())
    const list = await listPersonViews(principal, filter)
    return inertia.render('privacy/views/index', {
      list: { ...list, rows: PersonViewTransformer.transform(list.rows) },
      filter,
    })
  }

  /** Taking the log out is itself in the audit. */
  async export({ request, principal, bouncer, response, i18n, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('view')
    const filter = viewFilter(listQuery(request.qs()), request.qs())
    const subject = { subjectType: 'audit', subjectId: 0, organisationId: null }
    await inTransaction((trx) =>
      recordAudit(trx, { actor, ...subject, action: 'person.views_exported' })
    )
    const name = `person-views-${clock.today(principal.timeZone)}.csv`
    response.type('text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="${name}"`)
    response.header('Cache-Control', 'no-store')
    return response.stream(Readable.from(personViewsCsv(principal, filter, i18n)))
  }
}
