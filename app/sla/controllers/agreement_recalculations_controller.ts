import { requestRecalculation } from '#sla/actions/request_recalculation'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { findAgreement } from '#sla/queries/find_agreement'
import { recalculationValidator } from '#sla/validators/agreement_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Open clocks follow an edited agreement by this act alone (SLM-08). */
export default class AgreementRecalculationsController {
  async store({ params, principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('edit')
    const { id: agreementId } = await findAgreement(principal, params.code)
    const { reason } = await request.validateUsing(recalculationValidator)
    await requestRecalculation.handle({ actor, agreementId, reason })
    return response.redirect(`/agreements/${encodeURIComponent(params.code)}`)
  }
}
