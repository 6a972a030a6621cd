import { periodQuestions } from '#billing/actions/period_questions'
import PeriodQuestion from '#billing/models/period_question'
import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { answerValidator, questionValidator } from '#billing/validators/billing_period_validator'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type { HttpContext } from '@adonisjs/core/http'

/** What the client asks about lines of a period, and the provider's answers (§7.6). */
export default class PeriodQuestionsController {
  async store({ actor, params, principal, request, response, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    await bouncer.with(BillingPeriodPolicy).authorize('approve', contract)
    const { entryId = null, ...asked } = await request.validateUsing(questionValidator)
    const { personId } = principal
    await periodQuestions.ask({ actor, personId, contractId: contract.id, entryId, ...asked })
    return response.redirect().withQs().back()
  }

  async update({ actor, params, principal, request, response, bouncer }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(BillingPeriodPolicy).authorize('close', contract)
    const { answer } = await request.validateUsing(answerValidator)
    const { id: questionId } = await PeriodQuestion.query()
      .where('id', params.id)
      .whereHas('billingPeriod', (period) => void period.where('contractId', contract.id))
      .firstOrFail()
    await periodQuestions.answer({ actor, personId: principal.personId, questionId, answer })
    return response.redirect().withQs().back()
  }
}
