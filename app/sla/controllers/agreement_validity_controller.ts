import { endAgreement } from '#sla/actions/end_agreement'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { findAgreement } from '#sla/queries/find_agreement'
import { agreementEndValidator } from '#sla/validators/agreement_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Until when an agreement promises anything (SLM-01). */
export default class AgreementValidityController {
  async update({
    params,
    principal,
    bouncer,
    request,
    response,
    session,
    actor,
    i18n,
  }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('edit')
    const { id: agreementId } = await findAgreement(principal, params.code)
    const { validTo, version } = await request.validateUsing(agreementEndValidator)
    await endAgreement.handle({ actor, agreementId, seenVersion: version, validTo })
    session.flash('success', i18n.t('sla.saved'))
    return response.redirect(`/agreements/${encodeURIComponent(params.code)}`)
  }
}
