import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import { reportOfBill } from '#billing/queries/contract_report'
import { periodBill } from '#billing/queries/period_bill'
import { documentsOfPeriod } from '#billing/queries/period_documents'
import { periodStanding } from '#billing/queries/period_standing'
import { questionsOfPeriod } from '#billing/queries/questions_of_period'
import { templateChoice } from '#billing/queries/report_templates'
import { chosenMonth, currentMonth } from '#billing/queries/report_months'
import ContractReportTransformer from '#billing/transformers/contract_report_transformer'
import PeriodQuestionTransformer from '#billing/transformers/period_question_transformer'
import PeriodStandingTransformer from '#billing/transformers/period_standing_transformer'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'

export default class ContractReportsController {
  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const lastMonth = currentMonth(contract)
    const month = chosenMonth(request.qs().month, contract)
    const bill = month > lastMonth ? null : await periodBill(db.connection(), contract, month)
    const report = bill && (await reportOfBill(db.connection(), contract, bill))
    const policy = bouncer.with(BillingPeriodPolicy)
    const standing =
      bill &&
      (await periodStanding(bill, contract, {
        canClose: await policy.allows('close', contract),
        canUnlock: await policy.allows('unlock', contract),
        isClient: await policy.allows('approve', contract),
      }))
    const { number, name, organisation, provider, billingCycle } = contract
    return inertia.render('billing/contract_reports/show', {
      contract: {
        ...{ number, name, client: organisation.name, provider: provider.name },
        billingCycle,
      },
      month,
      lastMonth,
      canApproveTime: await bouncer.with(TimeEntryPolicy).allows('approve'),
      documents: await documentsOfPeriod(bill?.row ?? null),
      template: (await bouncer.with(ContractPolicy).allows('editOf', contract))
        ? await templateChoice(contract.id)
        : null,
      report: report && ContractReportTransformer.transform(report),
      questions: bill?.row
        ? PeriodQuestionTransformer.transform(await questionsOfPeriod(bill.row.id))
        : [],
      standing: standing && PeriodStandingTransformer.transform(standing),
    })
  }
}
