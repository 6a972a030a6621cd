import type BillingPeriod from '#billing/models/billing_period'
import { openPeriodFacts, type ChainFacts } from '#billing/queries/open_period_facts'
import type { PeriodWork } from '#billing/queries/period_work'
import { pricingOf } from '#billing/queries/pricing'
import type { ReportVat } from '#billing/queries/report_vat'
import { creditLines } from '#billing/workflow/postings'
import { chargePeriod, type PeriodCharge } from '#billing/workflow/charge_period'
import type { Balances, UntaxedLine } from '#billing/workflow/charge_types'
import { activeDays } from '#billing/workflow/report_period'
import { dayAfter } from '#core/day_after'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import { termsFrom } from '#contracts/queries/contract_terms'
import { periodAround, periodsBetween, type CyclePeriod } from '#contracts/queries/billing_cycle'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type NumberedPeriod = CyclePeriod & { number: number }

/** The open periods of a contract up to the wanted one. */
export type OpenChain = {
  /** With its agreement. */
  contract: Contract
  versions: readonly ContractTerms[]
  vat: ReportVat
  wanted: CyclePeriod
  /** The latest approved period; null counts from the contract's beginning. */
  last: BillingPeriod | null
  /** By rules alone and with work that was charged already: to compare terms (`replayTerms`). */
  isReplay?: boolean
}

/** With its periods, each by its terms. */
export type PlannedChain = OpenChain & { periods: (NumberedPeriod & { terms: ContractTerms })[] }

export type CountedPeriod = {
  period: NumberedPeriod
  terms: ContractTerms
  charge: PeriodCharge
  /** All work of the period, billable or not. */
  work: PeriodWork[]
}

/**
 * Periods after the last approved one up to the wanted, each with what it charges so far, of each
 * chain. Late work falls into the first of them (§7.6); only the wanted one gets what stands beside
 * the rules: expenses, corrections, credits for the period before, counts of units.
 */
export async function countOpenPeriods(
  client: QueryClientContract,
  chains: readonly OpenChain[]
): Promise<CountedPeriod[][]> {
  const planned = chains.map((chain): PlannedChain => {
    const periods = periodsAfter(chain.last, chain.wanted, chain.contract)
    const withTerms = periods.map((period) => {
      return { ...period, terms: termsFrom(chain.versions, period.startsOn) }
    })
    return { ...chain, periods: withTerms }
  })
  const facts = await openPeriodFacts(client, planned)
  return planned.map((chain, index) => countChain(chain, facts[index]!))
}

function countChain(chain: PlannedChain, facts: ChainFacts): CountedPeriod[] {
  const { contract, periods, last, vat, isReplay } = chain
  const first = periods[0]!
  const workOf = Map.groupBy(
    facts.work,
    ({ workDate }) => (periods.findLast(({ startsOn }) => startsOn <= workDate) ?? first).startsOn
  )
  const incidentsOf = Map.groupBy(
    facts.incidents,
    ({ openedOn }) => periodAround(openedOn, contract).startsOn
  )
  const counted: CountedPeriod[] = []
  let opening: Balances = last?.balances ?? {}
  for (const [index, { terms, ...period }] of periods.entries()) {
    const isPosted = index === periods.length - 1 && !isReplay
    const work = workOf.get(period.startsOn) ?? []
    const charge = chargePeriod({
      period: {
        ...{ number: period.number, month: period.month },
        days: activeDays(period, contract.startsOn, contract.endsOn),
        serviceDate: feeDate(period, contract),
      },
      rules: terms.rules,
      rounding: terms.rounding,
      vat,
      work: work.filter(({ isBillable }) => isBillable),
      incidents: incidentsOf.get(period.startsOn) ?? [],
      counts: facts.counts.get(period.startsOn) ?? new Map(),
      postings: isPosted ? postingsOf(chain, terms, facts, counted.at(-1)) : [],
      ...{ opening, ...pricingOf(contract, terms, facts.time) },
    })
    opening = charge.closing
    counted.push({ period, terms, charge, work })
  }
  return counted
}

function postingsOf(
  { last }: PlannedChain,
  { credits }: ContractTerms,
  { expenses, corrections, judged }: ChainFacts,
  before: CountedPeriod | undefined
): UntaxedLine[] {
  if (!credits || !judged) return [...expenses, ...corrections]
  const { lines } = before ? before.charge : judged.stored!
  const { compliancePercent } = judged
  const periodId = before ? null : last!.id
  const credited = creditLines({ lines, compliancePercent, periodId }, credits)
  return [...expenses, ...credited, ...corrections]
}

/** Numbered from the contract's first; a period before that is one of its own. */
export function periodsAfter(
  last: BillingPeriod | null,
  wanted: CyclePeriod,
  contract: Contract
): NumberedPeriod[] {
  const from = last ? dayAfter(last.endsOn) : contract.startsOn
  const first = last ? last.number + 1 : 1
  const periods = periodsBetween(from, wanted.startsOn, contract)
  if (periods.length === 0) return [{ ...wanted, number: 0 }]
  return periods.map((period, index) => ({ ...period, number: first + index }))
}

/** A fee is a service of the whole period: its VAT is the rate of the last day it was rendered. */
function feeDate({ startsOn, endsOn }: CyclePeriod, contract: Contract): string {
  const end = contract.endsOn
  return end !== null && end >= startsOn && end < endsOn ? end : endsOn
}
