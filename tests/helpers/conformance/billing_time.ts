import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { BilledPart } from '#billing/workflow/charge_types'
import { sumMinutes } from '#core/duration'
import { fromMinor } from '#core/money'
import { chargeBands, chargeTm } from '#tests/helpers/conformance/billing_periods'
import { moneyOf } from '#tests/helpers/conformance/billing_money'
import type { TmBandsCaseInput, TmCaseInput } from '#tests/helpers/conformance/billing_case'

export function runTm(input: TmCaseInput) {
  const charged = chargeTm(input)
  const { scope } = input.rounding
  const unitOf = ({ entryId }: BilledPart) =>
    scope === 'entry' ? entryId : scope === 'period' ? 'all' : input.entries[entryId - 1]!.ticket
  const units = Map.groupBy(charged.parts, unitOf)
  return {
    billedMinutesPerUnit: [...units.values()].map(billedMinutes),
    ...wholeOf(charged),
  }
}

export function runTmBands(input: TmBandsCaseInput) {
  const charged = chargeBands(input)
  const inOrder = charged.parts.toSorted((one, other) => one.entryId - other.entryId)
  const entries = Map.groupBy(inOrder, ({ entryId }) => entryId)
  return {
    entries: [...entries.values()].map((parts) => ({
      billedMinutes: billedMinutes(parts),
      segmentMinutes: parts.map((part) => part.billedMinutes),
      amounts: parts.map(({ amountMinor }) => fromMinor(amountMinor ?? 0)),
    })),
    ...wholeOf(charged),
  }
}

function wholeOf({ parts, totals }: PeriodCharge) {
  return { billedMinutes: billedMinutes(parts), ...moneyOf(totals) }
}

function billedMinutes(parts: readonly BilledPart[]): number {
  return sumMinutes(parts.map((part) => part.billedMinutes))
}
