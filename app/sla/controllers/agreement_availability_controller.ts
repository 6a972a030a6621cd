import { setAgreementAvailability } from '#sla/actions/set_agreement_availability'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { findAgreement } from '#sla/queries/find_agreement'
import { availabilityValidator } from '#sla/validators/availability_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The share of time an agreement promises (SLM-10). */
export default class AgreementAvailabilityController {
  async update({
    params,
    principal,
    bouncer,
    request,
    response,
    session,
    i18n,
    actor,
  }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('rewrite')
    const { id: agreementId } = await findAgreement(principal, params.code)
    const { version, rows } = await request.validateUsing(availabilityValidator)
    await setAgreementAvailability.handle({ actor, agreementId, seenVersion: version, rows })
    session.flash('success', i18n.t('sla.saved'))
    return response.redirect(`/agreements/${encodeURIComponent(params.code)}`)
  }
}
