import { fromMinor, toMinor } from '#core/money'
import type { RoundingPolicy } from '#billing/workflow/time_rounding'
import { billTimeAndMaterials, plainSegment, type RatedEntry } from '#billing/workflow/tm'
import { moneyOf, vatTerms } from '#tests/helpers/conformance/billing_money'
import type {
  RoundingInput,
  TmBandsCaseInput,
  TmCaseInput,
} from '#tests/helpers/conformance/billing_case'

export function runTm(input: TmCaseInput) {
  const tickets = [...new Set(input.entries.map(({ ticket }) => ticket))]
  const entries = input.entries.map(({ ticket, minutes }, index): RatedEntry => {
    const ticketId = tickets.indexOf(ticket) + 1
    const entry = { id: index + 1, ticketId, workDate: '2026-03-02', startedAt: null, minutes }
    return {
      ...entry,
      ratePerHourMinor: toMinor(input.ratePerHour),
      segments: [plainSegment(entry)],
    }
  })
  const result = bill(input, entries)
  return {
    billedMinutesPerUnit: result.units.map((unit) => unit.billedMinutes),
    billedMinutes: result.billedMinutes,
    ...moneyOf(result.document.totals),
  }
}

export function runTmBands(input: TmBandsCaseInput) {
  const entries = input.entries.map(({ start, segments }, index): RatedEntry => {
    const workDate = start.slice(0, 10)
    return {
      id: index + 1,
      ticketId: null,
      workDate,
      startedAt: start,
      minutes: segments.reduce((sum, segment) => sum + segment.minutes, 0),
      ratePerHourMinor: toMinor(input.ratePerHour),
      segments: segments.map((segment) => ({ ...segment, serviceDate: workDate })),
    }
  })
  const result = bill(input, entries)
  return {
    entries: result.units.map((unit) => {
      const lines = result.document.lines.filter((line) => line.unitKey === unit.key)
      return {
        billedMinutes: unit.billedMinutes,
        segmentMinutes: lines.map((line) => line.billedMinutes),
        amounts: lines.map((line) => fromMinor(line.amountMinor)),
      }
    }),
    billedMinutes: result.billedMinutes,
    ...moneyOf(result.document.totals),
  }
}

function bill(input: TmCaseInput | TmBandsCaseInput, entries: RatedEntry[]) {
  const { rate, ...terms } = vatTerms(input)
  return billTimeAndMaterials({
    entries,
    rounding: roundingPolicy(input.rounding),
    vat: { ...terms, rateOn: () => rate },
  })
}

function roundingPolicy(rounding: RoundingInput): RoundingPolicy {
  return {
    scope: rounding.scope,
    minimumMinutes: rounding.minimum,
    incrementMinutes: rounding.increment,
    mode: rounding.mode,
  }
}
