import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { currentMonth } from '#billing/queries/report_months'
import { replayOptions, replayTerms, type ReplayAsked } from '#billing/queries/replay_terms'
import { isMonth } from '#billing/workflow/report_period'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type Contract from '#contracts/models/contract'
import { idOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** What past periods would have come to under other terms or prices. */
export default class TermsReplaysController {
  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(BillingPeriodPolicy).authorize('close', contract)
    await bouncer.with(ContractPolicy).authorize('viewPrices', contract)
    const options = await replayOptions(principal, contract)
    const asked = askedOf(request.qs(), contract)
    // Terms of contracts one does not see are nobody's to try.
    const offered = (found: { id: number }[], id: number | null) =>
      found.some((each) => each.id === id) ? id : null
    const termsId = offered(options.terms, asked.termsId)
    const rateCardId = offered(options.rateCards, asked.rateCardId)
    const known: ReplayAsked = { ...asked, termsId, rateCardId }
    const isAsked = termsId !== null || rateCardId !== null
    const { number, name, currency, organisation } = contract
    return inertia.render('billing/replays/show', {
      contract: { number, name, currency, client: organisation.name },
      ...{ options, asked: known, lastMonth: currentMonth(contract) },
      result: isAsked ? await replayTerms(contract, known) : null,
    })
  }
}

const USUAL_MONTHS = 3

/** The last three months before the present one, unless the address says others. */
function askedOf(query: Record<string, unknown>, contract: Contract): ReplayAsked {
  const last = currentMonth(contract)
  const month = (value: unknown, usual: string) =>
    typeof value === 'string' && isMonth(value) && value <= last ? value : usual
  const [from, to] = [
    month(query.from, monthBefore(last, USUAL_MONTHS)),
    month(query.to, monthBefore(last, 1)),
  ].toSorted()
  return { from: from!, to: to!, termsId: idOf(query.terms), rateCardId: idOf(query.rateCard) }
}

function monthBefore(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - count)
  return date.toISOString().slice(0, 7)
}
