import { askDocumentsOfPeriod } from '#billing/actions/ask_documents_of_period'
import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { findPeriodDocument, readPeriodDocument } from '#billing/queries/period_documents'
import { periodMonthValidator } from '#billing/validators/billing_period_validator'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type { HttpContext } from '@adonisjs/core/http'

/** Documents of locked periods as they are kept (§7.6). */
export default class PeriodDocumentsController {
  /** Always as a file to save. */
  async show({ params, principal, bouncer, response }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const document = await findPeriodDocument(contract.id, Number(params.id))
    const file = await readPeriodDocument(document)
    response.type(file.type)
    const name = encodeURIComponent(file.name)
    response.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    response.header('x-content-type-options', 'nosniff')
    response.header('cache-control', 'private, no-store')
    return response.send(Buffer.from(file.content))
  }

  /** Has those made that could not be made, or that nobody asked for when the period was locked. */
  async store({ params, principal, actor, bouncer, request, response }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(BillingPeriodPolicy).authorize('close', contract)
    const { month } = await request.validateUsing(periodMonthValidator)
    const { startsOn } = periodOfMonth(month, contract)
    await askDocumentsOfPeriod.handle({ actor, contractId: contract.id, startsOn })
    return response.redirect().withQs().back()
  }
}
