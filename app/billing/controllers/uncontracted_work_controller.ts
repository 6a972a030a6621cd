import { uncontractedWork } from '#billing/queries/uncontracted_work'
import ContractPolicy from '#contracts/policies/contract_policy'
import { listQuery } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** The account manager's queue of work outside any contract (§7.1). */
export default class UncontractedWorkController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ContractPolicy).authorize('edit')
    const filter = listQuery(request.qs())
    const list = await uncontractedWork(principal, filter)
    return inertia.render('billing/uncontracted_work/index', { list, filter })
  }
}
