import { chargePeriod, type PeriodInput } from '#billing/workflow/charge_period'
import type { ChargeRule, WorkEntry } from '#billing/workflow/charge_types'
import { plainSegment } from '#billing/workflow/tm'
import type { RuleKind, TermsOfKind } from '#contracts/models/terms_types'

const BY_MINUTE = { scope: 'entry', minimum: 0, increment: 1, mode: 'up' } as const

/** A rule of a contract; its key is its kind unless it says another. */
export function rule<Kind extends RuleKind>(
  kind: Kind,
  terms: TermsOfKind[Kind],
  values: Partial<ChargeRule> = {}
): ChargeRule {
  return { key: kind, kind, terms, takes: null, ...values }
}

export const tm = (values: Partial<TermsOfKind['tm']> = {}, more: Partial<ChargeRule> = {}) =>
  rule('tm', { minimumMinor: null, capMinor: null, ...values }, more)
export const fee = (
  values: Partial<TermsOfKind['fixed_fee']> = {},
  more: Partial<ChargeRule> = {}
) =>
  rule(
    'fixed_fee',
    {
      ...{ feeMinor: 6_000_000, includedMinutes: 600, overageRatePerHourMinor: 320_000 },
      ...{ rollover: false, ...values },
    },
    more
  )
export const block = (
  values: Partial<TermsOfKind['prepaid_block']> = {},
  more: Partial<ChargeRule> = {}
) =>
  rule(
    'prepaid_block',
    {
      ...{ feeMinor: 2_500_000, grantMinutes: 600, lifePeriods: 3, rolloverCapMinutes: null },
      ...{ overage: { kind: 'rate', ratePerHourMinor: 280_000 }, weighsBands: false, ...values },
    },
    more
  )

/** Billable work of a day in March. */
export function work(minutes: number, values: Partial<WorkEntry> = {}): WorkEntry {
  return {
    ...{ id: 1, ticketId: 1, workDate: '2026-03-02', startedAt: null, minutes },
    ...{ workTypeId: 1, workRoleId: null, serviceId: null, isTravel: false, ...values },
  }
}

/** What a contract charges for March, by what matters to a test. */
export function charge(values: Partial<PeriodInput>) {
  const days = { activeDays: 31, daysInPeriod: 31 }
  return chargePeriod({
    period: { number: 1, month: '2026-03', days, serviceDate: '2026-03-31' },
    ...{ rules: [], rounding: BY_MINUTE, work: [], incidents: [], counts: new Map() },
    vat: { mode: 'exclusive', rounding: 'line', rateOn: () => '22' },
    ...{ opening: {}, postings: [], rateOf: () => 300_000 },
    segmentsOf: (entry) => [plainSegment(entry)],
    ...values,
  })
}
