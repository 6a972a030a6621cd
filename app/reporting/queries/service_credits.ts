import { serviceCredit } from '#billing/queries/service_credit'
import Contract from '#contracts/models/contract'
import { feeOf } from '#contracts/queries/contract_terms'
import { exactPercent } from '#core/percent'
import type { Principal } from '#directory/queries/principal'
import { judgedIn, keptAndMissed, reportedClocks } from '#reporting/queries/judged_clocks'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { complianceOf } from '#reporting/workflow/compliance'

export type ContractCredit = {
  number: string
  name: string
  client: string
  currency: string
  met: number
  breached: number
  hundredths: number | null
  /** Decimal percent of the fee; null where nothing was judged. */
  creditPercent: string | null
  /** Null without a fee, or for who may not see prices. */
  creditMinor: number | null
}

/** What each contract's compliance in the span earns its client back (§7.5). */
export async function serviceCredits(
  principal: Principal,
  { filter, span }: ServiceLevelQuery
): Promise<ContractCredit[]> {
  const sums = await judgedIn(reportedClocks(principal, filter), span, filter.counting)
    .whereNotNull('tickets.contract_id')
    .groupBy('tickets.contract_id')
    .select('tickets.contract_id')
    .select(...keptAndMissed())
  const byContract = new Map(sums.map((row) => [Number(row.contract_id), row]))
  const contracts = await Contract.visibleTo(principal)
    .whereIn('id', [...byContract.keys()])
    .preload('organisation')
    .preload('terms', (terms) => void terms.orderBy('validFrom').preload('rules'))
    .orderBy('number')
  return contracts.map((contract) => {
    const { met, breached } = byContract.get(contract.id)!
    return toCredit(principal, contract, complianceOf(Number(met), Number(breached)))
  })
}

function toCredit(
  principal: Principal,
  contract: Contract,
  compliance: ReturnType<typeof complianceOf>
): ContractCredit {
  const { met, breached } = compliance
  // A credit's threshold takes the percent unrounded (§7.5).
  const percent = exactPercent(met, met + breached)
  const maySeePrices = principal.canOn('contracts.view_prices', contract)
  const terms = contract.terms.at(-1)
  const fee = maySeePrices && terms ? feeOf(terms.rules) : null
  const credit = percent === null ? null : serviceCredit(percent, fee, terms?.credits ?? null)
  const { number, name, organisation, currency } = contract
  return {
    number,
    name,
    client: organisation.name,
    currency,
    ...compliance,
    creditPercent: credit?.percent ?? null,
    creditMinor: credit?.amountMinor ?? null,
  }
}
