import { contractReport } from '#billing/queries/contract_report'
import { chosenMonth, currentMonth } from '#billing/queries/report_months'
import ContractReportTransformer from '#billing/transformers/contract_report_transformer'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type { HttpContext } from '@adonisjs/core/http'

export default class ContractReportsController {
  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const lastMonth = currentMonth(contract)
    const month = chosenMonth(request.qs().month, contract)
    const isFuture = month > lastMonth
    const report = isFuture ? null : await contractReport(contract.id, month)
    const { number, name, organisation, provider } = contract
    return inertia.render('billing/contract_reports/show', {
      contract: { number, name, client: organisation.name, provider: provider.name },
      month,
      lastMonth,
      report: report && ContractReportTransformer.transform(report),
    })
  }
}
