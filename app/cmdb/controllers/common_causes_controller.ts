import ImpactPolicy from '#cmdb/policies/impact_policy'
import { commonCauseAnswer } from '#cmdb/queries/common_cause_answer'
import { numbersOf } from '#cmdb/queries/read_impact_query'
import type { HttpContext } from '@adonisjs/core/http'

/** What several alarming items have in common (domain §4.4, root cause). */
export default class CommonCausesController {
  async show({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ImpactPolicy).authorize('ask')
    const answer = await commonCauseAnswer(numbersOf(request.qs().items), principal)
    return inertia.render('cmdb/impact/common_cause', { answer })
  }

  async json({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(ImpactPolicy).authorize('ask')
    return commonCauseAnswer(numbersOf(request.qs().items), principal)
  }
}
