import AgreementPolicy from '#sla/policies/agreement_policy'
import { chainsInDanger } from '#sla/queries/chains_in_danger'
import type { HttpContext } from '@adonisjs/core/http'

/** Promises to clients that those behind them cannot hold (SLM-12). */
export default class AgreementChainsController {
  async index({ bouncer, inertia }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('study')
    return inertia.render('sla/agreements/chains', { chains: await chainsInDanger() })
  }
}
