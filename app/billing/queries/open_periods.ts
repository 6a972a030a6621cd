import type BillingPeriod from '#billing/models/billing_period'
import { packedIncidents } from '#billing/queries/packed_incidents'
import { correctionLines, expenseLines } from '#billing/queries/period_postings'
import { periodWork, type PeriodWork } from '#billing/queries/period_work'
import { pricingOf } from '#billing/queries/pricing'
import { complianceIn } from '#billing/queries/report_clocks'
import type { ReportVat } from '#billing/queries/report_vat'
import { dailyCounts, liveCount } from '#billing/queries/unit_counts'
import { storedCharge } from '#billing/queries/stored_charge'
import { creditLines } from '#billing/workflow/postings'
import { chargePeriod, type PeriodCharge } from '#billing/workflow/charge_period'
import type { Balances, PackedIncident, UntaxedLine } from '#billing/workflow/charge_types'
import type { DailyCount } from '#billing/workflow/quantity_basis'
import { activeDays, reportPeriod } from '#billing/workflow/report_period'
import { dayAfter } from '#core/day_after'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import { termsFrom } from '#contracts/queries/contract_terms'
import { periodAround, periodsBetween, type CyclePeriod } from '#contracts/queries/billing_cycle'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type NumberedPeriod = CyclePeriod & { number: number }

export type BillingContext = {
  client: QueryClientContract
  /** With its agreement. */
  contract: Contract
  versions: readonly ContractTerms[]
  vat: ReportVat
  /** By rules alone and with work that was charged already: to compare terms (`replayTerms`). */
  isReplay?: boolean
}

export type CountedPeriod = {
  period: NumberedPeriod
  terms: ContractTerms
  charge: PeriodCharge
  /** All work of the period, billable or not. */
  work: PeriodWork[]
}

/**
 * Periods after the last approved one up to the wanted, each with what it charges so far. Late work
 * falls into the first of them (§7.6); only the wanted one gets what stands beside the rules:
 * expenses, corrections, credits for the period before, counts of units.
 */
export async function countOpenPeriods(
  context: BillingContext,
  wanted: CyclePeriod,
  last: BillingPeriod | null
): Promise<CountedPeriod[]> {
  const { client, contract, versions } = context
  const periods = periodsAfter(last, wanted, contract)
  const all = await workByPeriod(context, periods)
  const incidents = await incidentsByPeriod(context, periods)
  const counted: CountedPeriod[] = []
  let opening: Balances = last?.balances ?? {}
  for (const [index, period] of periods.entries()) {
    const terms = termsFrom(versions, period.startsOn)
    const isWanted = index === periods.length - 1
    const work = all.get(period.startsOn) ?? []
    const aside = context.isReplay
      ? { postings: [], counts: await countsOf(context, terms, period) }
      : isWanted
        ? await asideOf(context, terms, {
            period,
            isFirst: index === 0,
            before: counted.at(-1),
            last,
          })
        : NOTHING
    const pricing = await pricingOf(client, contract, terms)
    const charge = chargePeriod({
      period: {
        ...{ number: period.number, month: period.month },
        days: activeDays(period, contract.startsOn, contract.endsOn),
        serviceDate: feeDate(period, contract),
      },
      rules: terms.rules,
      rounding: terms.rounding,
      vat: context.vat,
      work: work.filter(({ isBillable }) => isBillable),
      incidents: incidents.get(period.startsOn) ?? [],
      ...{ opening, ...pricing, ...aside },
    })
    opening = charge.closing
    counted.push({ period, terms, charge, work })
  }
  return counted
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

async function workByPeriod(
  { client, contract, isReplay }: BillingContext,
  periods: NumberedPeriod[]
) {
  const [first] = periods as [NumberedPeriod]
  const from = first.number === 0 ? first.startsOn : null
  const to = periods.at(-1)!.endsOn
  const work = await periodWork(client, {
    contractId: contract.id,
    from,
    to,
    withCharged: isReplay,
  })
  return Map.groupBy(
    work,
    ({ workDate }) => (periods.findLast(({ startsOn }) => startsOn <= workDate) ?? first).startsOn
  )
}

async function incidentsByPeriod(
  { client, contract, versions }: BillingContext,
  periods: NumberedPeriod[]
): Promise<Map<string, PackedIncident[]>> {
  const counts = versions.some(({ rules }) => rules.some(({ kind }) => kind === 'incident_pack'))
  if (!counts) return new Map()
  const from = reportPeriod(periods[0]!, contract.timeZone).startsAt
  const to = reportPeriod(periods.at(-1)!, contract.timeZone).endsAt
  const incidents = await packedIncidents(client, contract, { from, to })
  return Map.groupBy(incidents, ({ openedOn }) => periodAround(openedOn, contract).startsOn)
}

type Aside = { postings: UntaxedLine[]; counts: Map<string, DailyCount[]> }
const NOTHING: Aside = { postings: [], counts: new Map() }

type AsideOf = {
  period: NumberedPeriod
  /** The first that is not approved. */
  isFirst: boolean
  before: CountedPeriod | undefined
  last: BillingPeriod | null
}

async function asideOf(
  context: BillingContext,
  terms: ContractTerms,
  { period, isFirst, before, last }: AsideOf
): Promise<Aside> {
  const { client, contract, vat } = context
  const posted = { client, contract, terms, vat }
  const span = { from: isFirst ? null : period.startsOn, to: period.endsOn }
  return {
    postings: [
      ...(await expenseLines(posted, span)),
      ...(await creditsFor(context, terms, { before, last })),
      ...(isFirst ? await correctionLines(posted) : []),
    ],
    counts: await countsOf(context, terms, period),
  }
}

async function creditsFor(
  { client, contract }: BillingContext,
  { credits }: ContractTerms,
  { before, last }: Pick<AsideOf, 'before' | 'last'>
): Promise<UntaxedLine[]> {
  if (!credits || (!before && !last)) return []
  const lines = before ? before.charge.lines : (await storedCharge(client, last!)).lines
  const { startsOn, endsOn, month } = before
    ? before.period
    : { ...last!, month: last!.startsOn.slice(0, 7) }
  const span = reportPeriod({ startsOn, endsOn, month }, contract.timeZone)
  const compliancePercent = await complianceIn(client, contract.id, span)
  return creditLines({ lines, compliancePercent, periodId: before ? null : last!.id }, credits)
}

async function countsOf(
  { client, contract }: BillingContext,
  { rules }: ContractTerms,
  { startsOn, endsOn }: NumberedPeriod
): Promise<Map<string, DailyCount[]>> {
  const counts = new Map<string, DailyCount[]>()
  const from = startsOn > contract.startsOn ? startsOn : contract.startsOn
  const to = contract.endsOn !== null && contract.endsOn < endsOn ? contract.endsOn : endsOn
  for (const rule of rules) {
    if (rule.kind !== 'per_unit') continue
    const of = { contractId: contract.id, ruleKey: rule.key }
    const live = await liveCount(client, { contract, rule }, { from, to })
    counts.set(rule.key, await dailyCounts(client, of, { from, to }, live))
  }
  return counts
}

/** A fee is a service of the whole period: its VAT is the rate of the last day it was rendered. */
function feeDate({ startsOn, endsOn }: CyclePeriod, contract: Contract): string {
  const end = contract.endsOn
  return end !== null && end >= startsOn && end < endsOn ? end : endsOn
}
