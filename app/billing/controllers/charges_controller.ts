import { correctCharge } from '#billing/actions/correct_charge'
import BillingCorrection from '#billing/models/billing_correction'
import ChargeLine from '#billing/models/charge_line'
import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { explainCharge } from '#billing/queries/explain_charge'
import ExplainedChargeTransformer from '#billing/transformers/explained_charge_transformer'
import {
  chargeLineValidator,
  correctionValidator,
} from '#billing/validators/billing_period_validator'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { serializer } from '#core/serializer'
import { errors } from '@adonisjs/lucid'
import type { HttpContext } from '@adonisjs/core/http'

/** Single lines of what a contract charges: how they came about, and how they are corrected. */
export default class ChargesController {
  /** As JSON: the page of the period stays where it is. */
  async show({ params, principal, request, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const { month, position } = await request.validateUsing(chargeLineValidator, {
      data: request.qs(),
    })
    const told = await explainCharge(contract, { month, position })
    if (!told) throw new errors.E_ROW_NOT_FOUND()
    return serializer.serialize(ExplainedChargeTransformer.transform(told))
  }

  async correct({ actor, params, principal, request, response, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(BillingPeriodPolicy).authorize('close', contract)
    const input = await request.validateUsing(correctionValidator)
    const { id: lineId } = await ChargeLine.query()
      .where('charge_lines.id', input.lineId)
      .join('billing_periods', 'billing_periods.id', 'charge_lines.billing_period_id')
      .where('billing_periods.contract_id', contract.id)
      .select('charge_lines.*')
      .firstOrFail()
    const { deltaMinutes, amountMinor, entryId = null, reason } = input
    const change =
      typeof deltaMinutes === 'number'
        ? { deltaMinutes, entryId }
        : { amountMinor: amountMinor ?? 0 }
    await correctCharge.handle({ actor, lineId, change, reason })
    return response.redirect().withQs().back()
  }

  async withdraw({ actor, params, principal, response, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(BillingPeriodPolicy).authorize('close', contract)
    const { id } = await BillingCorrection.query()
      .where({ id: params.id, contractId: contract.id })
      .firstOrFail()
    await correctCharge.withdraw(actor, id)
    return response.redirect().withQs().back()
  }
}
