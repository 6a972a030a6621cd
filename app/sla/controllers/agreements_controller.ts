import { filterOf, listQuery } from '#core/queries/list_query'
import { relatedTo } from '#directory/queries/related_links'
import { AGREEMENT_KINDS } from '#sla/models/agreement_types'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { agreementEscalations } from '#sla/queries/agreement_escalations'
import { findAgreement } from '#sla/queries/find_agreement'
import { listAgreements } from '#sla/queries/list_agreements'
import AgreementTransformer from '#sla/transformers/agreement_transformer'
import type { HttpContext } from '@adonisjs/core/http'

export default class AgreementsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('view')
    const query = request.qs()
    const filter = { ...listQuery(query), kind: filterOf(query.kind, AGREEMENT_KINDS) }
    const { list, sort } = await listAgreements(principal, filter)
    const rows = AgreementTransformer.transform(list.rows).useVariant('forList')
    return inertia.render('sla/agreements/index', { list: { ...list, rows }, filter, sort })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('view')
    const agreement = await findAgreement(principal, params.code)
    return inertia.render('sla/agreements/show', {
      agreement: AgreementTransformer.transform(agreement).useVariant('forPage'),
      related: await relatedTo('agreement', agreement.id, principal),
      canViewCalendars: principal.can('calendars.view'),
      escalations: principal.reach('agreements.view').all
        ? await agreementEscalations(agreement)
        : null,
      canEdit: principal.can('agreements.edit'),
    })
  }
}
