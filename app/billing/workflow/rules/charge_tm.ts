import type { BilledPart, RuleResult, UntaxedLine, WorkEntry } from '#billing/workflow/charge_types'
import {
  NO_RESULT,
  roundingPolicy,
  ruleLine,
  termsOf,
  type RuleInput,
} from '#billing/workflow/rules/rule_input'
import { billTimeAndMaterials, type RatedEntry, type TmLine } from '#billing/workflow/tm'
import { applyTmLimits } from '#billing/workflow/tm_limits'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'

/**
 * Work by the hour (§7.2): a line per service, price and VAT rate. Its amount is the sum of the
 * rounded amounts of the work behind it. A minimum is topped up, what is above the cap is not
 * billed; each in a line of its own.
 */
export function chargeTm(input: RuleInput): RuleResult {
  const { rule, rounding, vat, period } = input
  const rated = ratedEntries(input)
  const { document } = billTimeAndMaterials({
    entries: rated.entries,
    rounding: roundingPolicy(rounding),
    vat,
  })
  const known = new Map(input.entries.map((entry) => [entry.id, entry]))
  const groups = [...Map.groupBy(document.lines, (line) => lineKey(line, known)).values()]
  const worked = groups.map((lines) => workLine(input, lines, known))
  const lines = [...worked, ...limitLines(input, worked)]
  const parts = groups.flatMap((group, line) =>
    group.flatMap((each) => partsOf(rule.key, each, line))
  )
  const row = {
    month: period.month,
    rawMinutes: sumMinutes(rated.entries.map(({ minutes }) => minutes)),
    billedMinutes: sumMinutes(parts.map(({ billedMinutes }) => billedMinutes)),
    amountMinor: sumMinor(lines.map(({ amountMinor }) => amountMinor)),
  }
  return {
    ...NO_RESULT,
    ...{ lines, parts, unratedIds: rated.unratedIds },
    consumption: { ruleKey: rule.key, kind: 'tm', row },
  }
}

function ratedEntries({ entries, rateOf, segmentsOf }: RuleInput) {
  const rated: (RatedEntry & WorkEntry)[] = []
  const unratedIds: number[] = []
  for (const entry of entries) {
    const ratePerHourMinor = rateOf(entry)
    if (ratePerHourMinor === null) unratedIds.push(entry.id)
    else rated.push({ ...entry, ratePerHourMinor, segments: segmentsOf(entry) })
  }
  return { entries: rated, unratedIds }
}

type Known = Map<number, WorkEntry>

const entryOf = (line: TmLine, known: Known) => known.get(line.shares[0]!.entryId)!

function lineKey(line: TmLine, known: Known): string {
  const { serviceId, isTravel } = entryOf(line, known)
  const { ratePerHourMinor, multiplier, vatRate } = line
  return JSON.stringify([serviceId, isTravel, ratePerHourMinor, multiplier, vatRate])
}

function workLine({ rule, rounding }: RuleInput, lines: TmLine[], known: Known): UntaxedLine {
  const [first] = lines as [TmLine]
  const { serviceId, isTravel } = entryOf(first, known)
  return ruleLine(rule, isTravel ? 'travel' : 'time', {
    ...{ serviceId, unit: 'minutes', vatRate: first.vatRate, multiplier: first.multiplier },
    quantity: String(sumMinutes(lines.map(({ billedMinutes }) => billedMinutes))),
    priceMinor: first.ratePerHourMinor,
    amountMinor: sumMinor(lines.map(({ amountMinor }) => amountMinor)),
    basis: { rounding },
  })
}

function partsOf(ruleKey: string, line: TmLine, at: number): BilledPart[] {
  const { band, multiplier, ratePerHourMinor } = line
  return line.shares.map((share) => ({
    ...share,
    ...{ ruleKey, line: at, band, multiplier, ratePerHourMinor },
  }))
}

function limitLines({ rule, vat, period }: RuleInput, worked: UntaxedLine[]): UntaxedLine[] {
  const limits = termsOf(rule, 'tm')
  const workedMinor = sumMinor(worked.map(({ amountMinor }) => amountMinor))
  const { topUpMinor, overCapMinor } = applyTmLimits(workedMinor, limits)
  const vatRate = vat.rateOn(period.serviceDate)
  const line = (kind: 'minimum' | 'over_cap', amountMinor: number, limitMinor: number) =>
    ruleLine(rule, kind, {
      ...{ unit: 'period', quantity: '1', priceMinor: amountMinor, amountMinor, vatRate },
      basis: { limit: { workedMinor, limitMinor } },
    })
  return [
    ...(topUpMinor > 0 ? [line('minimum', topUpMinor, limits.minimumMinor!)] : []),
    ...(overCapMinor > 0 ? [line('over_cap', -overCapMinor, limits.capMinor!)] : []),
  ]
}
