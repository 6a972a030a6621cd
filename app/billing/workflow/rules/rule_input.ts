import type {
  Balance,
  BilledPart,
  ChargedPeriod,
  ChargeKind,
  ChargeRule,
  ChargeVat,
  PackedIncident,
  RuleResult,
  UntaxedLine,
  WorkEntry,
} from '#billing/workflow/charge_types'
import type { DailyCount } from '#billing/workflow/quantity_basis'
import { billedPieces, type TimeSegment } from '#billing/workflow/tm'
import { roundTime, type RoundingPolicy } from '#billing/workflow/time_rounding'
import type { RoundingTerms, RuleKind, TermsOfKind } from '#contracts/models/terms_types'

/** What a rule is given to charge a period by. */
export type RuleInput = {
  rule: ChargeRule
  period: ChargedPeriod
  rounding: RoundingTerms
  vat: ChargeVat
  /** The work the rule takes. */
  entries: readonly WorkEntry[]
  /** The incidents it counts. */
  incidents: readonly PackedIncident[]
  /** Units of each day of the period. */
  counts: readonly DailyCount[]
  opening: Balance | null
  /** What was charged before it, in the order of the rules. */
  before: readonly UntaxedLine[]
  /** Price of an hour of an entry; null when no rate fits (§7.3). */
  rateOf: (entry: WorkEntry) => number | null
  segmentsOf: (entry: WorkEntry) => TimeSegment[]
}

export function termsOf<Kind extends RuleKind>(rule: ChargeRule, kind: Kind): TermsOfKind[Kind] {
  if (rule.kind !== kind) throw new TypeError(`Rule ${rule.key} is ${rule.kind}, not ${kind}`)
  return rule.terms as TermsOfKind[Kind]
}

export function roundingPolicy({ scope, minimum, increment, mode }: RoundingTerms): RoundingPolicy {
  return { scope, mode, minimumMinutes: minimum, incrementMinutes: increment }
}

export const NO_RESULT: RuleResult = {
  ...{ lines: [], parts: [], movements: [] },
  ...{ balance: null, consumption: null, unratedIds: [] },
}

type PlainLine = Pick<UntaxedLine, 'unit' | 'quantity' | 'priceMinor' | 'amountMinor' | 'vatRate'> &
  Partial<UntaxedLine>

/** A line of a rule that says no more than it must. */
export function ruleLine(rule: ChargeRule, kind: ChargeKind, line: PlainLine): UntaxedLine {
  return {
    ...{ ruleKey: rule.key, kind, serviceId: null, name: null, multiplier: '1' },
    ...{ originPeriodId: null, reversesId: null, basis: {} },
    ...line,
  }
}

/** Work that a fee or a balance covers: rounded minutes, no amounts. */
export function coveredParts({ rule, entries, rounding, segmentsOf }: RuleInput): BilledPart[] {
  const segmented = entries.map((entry) => ({ ...entry, segments: segmentsOf(entry) }))
  return roundTime(segmented, roundingPolicy(rounding))
    .flatMap((unit) => billedPieces(unit))
    .map(({ entry, segment, billedMinutes }) => ({
      ...{ entryId: entry.id, ruleKey: rule.key, line: null, serviceDate: segment.serviceDate },
      ...{ band: segment.band, multiplier: segment.multiplier, ratePerHourMinor: null },
      ...{ rawMinutes: segment.minutes, billedMinutes, amountMinor: null },
    }))
}
