import { fromMinor, sumMinor, toMinor } from '#core/money'
import { toReportingCurrency } from '#billing/workflow/fx'
import { lineAmount } from '#billing/workflow/line_amount'
import { correctionLine, creditLines } from '#billing/workflow/postings'
import { creditPercent } from '#billing/workflow/sla_credit'
import type { ChargeKind } from '#billing/workflow/charge_types'
import {
  chargeOn,
  chargePosted,
  chargeTravel,
  postedLine,
} from '#tests/helpers/conformance/billing_periods'
import { moneyOf, vatTerms } from '#tests/helpers/conformance/billing_money'
import type {
  CorrectionCaseInput,
  TravelCaseInput,
  VatByDateCaseInput,
  VatCaseInput,
} from '#tests/helpers/conformance/billing_case'

export function runVat(input: VatCaseInput) {
  const { rate: vatRate } = vatTerms(input)
  const lines = input.lines.map((amount) => postedLine(toMinor(amount), vatRate))
  return moneyOf(chargePosted(input, lines).totals)
}

export function runVatByDate(input: VatByDateCaseInput) {
  const periods = input.periods.map((period) => {
    const { lines, totals } = chargeOn(period)
    return { vatRate: lines[0]!.vatRate, ...moneyOf(totals) }
  })
  return { periods }
}

export function runCorrection(input: CorrectionCaseInput) {
  const { rate: vatRate } = vatTerms(input)
  const closed = {
    kind: 'fixed_fee' as const,
    amountMinor: toMinor(input.closedPeriod.fee),
    vatRate,
  }
  const { slaCompliancePercent: compliancePercent, creditTable: table } = input
  const credits = creditLines(
    { lines: [closed], compliancePercent, periodId: 1 },
    { table, capPercent: null }
  )
  const corrections = input.corrections.map(({ entry, deltaMinutes, ratePerHour }, index) => {
    const priceMinor = toMinor(ratePerHour)
    const line = { ruleKey: 'tm', serviceId: null, priceMinor, multiplier: '1', vatRate }
    return correctionLine({
      line: { ...line, id: index + 1, billingPeriodId: 1 },
      amountMinor: lineAmount(deltaMinutes, priceMinor),
      ...{ deltaMinutes, reason: entry, timeEntryId: null },
    })
  })
  const current = postedLine(toMinor(input.currentFee), vatRate)
  const sumOf = (lines: { amountMinor: number }[]) =>
    fromMinor(sumMinor(lines.map(({ amountMinor }) => amountMinor)))
  return {
    creditPercent: creditPercent(compliancePercent, table),
    credit: sumOf(credits),
    correction: sumOf(corrections),
    ...moneyOf(chargePosted(input, [current, ...credits, ...corrections]).totals),
  }
}

export function runTravel(input: TravelCaseInput) {
  const { lines, totals } = chargeTravel(input)
  const amount = (kind: ChargeKind) =>
    fromMinor(lines.find((line) => line.kind === kind)?.amountMinor ?? 0)
  return {
    ...moneyOf(totals),
    work: amount('time'),
    travel: amount('travel'),
    mileage: amount('mileage'),
    callOut: amount('call_out'),
    ...inReportingCurrency(totals.grossMinor, input.fxRate),
  }
}

function inReportingCurrency(grossMinor: number, fxRate: string | undefined) {
  if (fxRate === undefined) return {}
  return { grossInReportingCurrency: fromMinor(toReportingCurrency(grossMinor, fxRate)) }
}
