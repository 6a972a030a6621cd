import { movePeriod } from '#billing/actions/move_period'
import { unlockPeriod } from '#billing/actions/unlock_period'
import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { periodsOfContract } from '#billing/queries/periods_of_contract'
import {
  periodStepValidator,
  periodUnlockValidator,
} from '#billing/validators/billing_period_validator'
import type { PeriodStep } from '#billing/workflow/period_steps'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type { HttpContext } from '@adonisjs/core/http'

const CLIENT_STEPS: readonly PeriodStep[] = ['approve', 'decline']

/** The periods of a contract and their way to the invoice (§7.6). */
export default class BillingPeriodsController {
  async index({ params, principal, bouncer, inertia }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const { number, name, currency, organisation } = contract
    return inertia.render('billing/periods/index', {
      contract: { number, name, currency, client: organisation.name },
      periods: await periodsOfContract(contract),
      canReplay: await bouncer.with(BillingPeriodPolicy).allows('close', contract),
    })
  }

  async move({ actor, params, principal, request, response, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const { step, version, ...values } = await request.validateUsing(periodStepValidator)
    const policy = bouncer.with(BillingPeriodPolicy)
    const isClient = CLIENT_STEPS.includes(step) && (await policy.allows('approve', contract))
    if (!isClient) await policy.authorize('close', contract)
    await movePeriod.handle({
      ...{ actor, contractId: contract.id, step, side: isClient ? 'client' : 'provider' },
      ...{ ...values, version: version === 0 ? undefined : version },
    })
    return response.redirect().withQs().back()
  }

  async unlock({ actor, params, principal, request, response, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(BillingPeriodPolicy).authorize('unlock', contract)
    const { act, month, version, reason } = await request.validateUsing(periodUnlockValidator)
    const command = { actor, contractId: contract.id, month, version }
    if (act === 'ask') await unlockPeriod.ask(command, reason!)
    else await unlockPeriod[act](command)
    return response.redirect().withQs().back()
  }
}
