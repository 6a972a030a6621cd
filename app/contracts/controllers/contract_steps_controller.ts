import { moveContract } from '#contracts/actions/move_contract'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { contractStepValidator } from '#contracts/validators/contract_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Leads a contract on in its life (§2.8). */
export default class ContractStepsController {
  async store(ctx: HttpContext) {
    const { params, request, principal, bouncer, actor, response, session, i18n } = ctx
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    await policy.authorize('editOf', contract)
    const { step, reason, endsOn, version } = await request.validateUsing(contractStepValidator)
    await moveContract.handle({
      ...{ actor, contractId: contract.id, seenVersion: version, step },
      ...{ reason: reason ?? null, endsOn: endsOn ?? null },
    })
    session.flash('success', i18n.t('contracts.saved'))
    return response.redirect(`/contracts/${encodeURIComponent(contract.number)}`)
  }
}
