import { setAgreementHolders } from '#sla/actions/set_agreement_holders'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { findAgreement } from '#sla/queries/find_agreement'
import { holdersValidator } from '#sla/validators/holders_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The teams or the supplier whose promise an agreement is. */
export default class AgreementHoldersController {
  async update({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const policy = bouncer.with(AgreementPolicy)
    await policy.authorize('view')
    const { id: agreementId, kind } = await findAgreement(principal, params.code)
    await policy.authorize('edit')
    const {
      version,
      teamIds = [],
      supplierId = null,
    } = await request.validateUsing(holdersValidator)
    const holders = { teamIds, supplierId, seenVersion: version }
    if (kind !== 'sla') await setAgreementHolders.handle({ actor, agreementId, ...holders })
    return response.redirect(`/agreements/${encodeURIComponent(params.code)}`)
  }
}
