import AgreementPolicy from '#sla/policies/agreement_policy'
import { findAgreement } from '#sla/queries/find_agreement'
import { simulateAgreement } from '#sla/queries/simulate_agreement'
import { simulationValidator } from '#sla/validators/agreement_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Which target a ticket would get, when it would be due, and why (SLM-02). */
export default class AgreementSimulationsController {
  async show({ params, principal, bouncer, request }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('study')
    const agreement = await findAgreement(principal, params.code)
    const { serviceId, organisationId, ciCriticality, isVip, ...asked } =
      await request.validateUsing(simulationValidator, { data: request.qs() })
    return simulateAgreement(agreement, principal, {
      ...asked,
      serviceId: serviceId ?? null,
      organisationId: organisationId ?? null,
      ciCriticality: ciCriticality ?? null,
      isVip: isVip ?? false,
    })
  }
}
