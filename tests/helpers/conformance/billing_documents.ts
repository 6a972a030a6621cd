import { fromMinor, toMinor } from '#core/money'
import { splitVat } from '#core/vat'
import { postCorrections } from '#billing/workflow/correction'
import { toReportingCurrency } from '#billing/workflow/fx'
import { billOnSite, type TravelLine } from '#billing/workflow/travel'
import { vatDocument } from '#billing/workflow/vat_document'
import { RU_STANDARD_VAT, vatRateOn } from '#billing/workflow/vat_rates'
import { moneyOf, vatTerms } from '#tests/helpers/conformance/billing_money'
import type {
  CorrectionCaseInput,
  TravelCaseInput,
  VatByDateCaseInput,
  VatCaseInput,
} from '#tests/helpers/conformance/billing_case'

export function runVat(input: VatCaseInput) {
  const { rate, ...terms } = vatTerms(input)
  const lines = input.lines.map((amount) => ({ amountMinor: toMinor(amount), vatRate: rate }))
  return moneyOf(vatDocument(lines, terms).totals)
}

export function runVatByDate(input: VatByDateCaseInput) {
  const periods = input.periods.map(({ serviceDate, amount, vatMode }) => {
    const vatRate = vatRateOn(RU_STANDARD_VAT, serviceDate)
    return { vatRate, ...moneyOf(splitVat(toMinor(amount), vatRate, vatMode)) }
  })
  return { periods }
}

export function runCorrection(input: CorrectionCaseInput) {
  const { rate: vatRate, ...vat } = vatTerms(input)
  const originPeriod = input.closedPeriod.period
  const result = postCorrections({
    currentFee: { amountMinor: toMinor(input.currentFee), vatRate },
    credit: {
      originPeriod,
      feeMinor: toMinor(input.closedPeriod.fee),
      compliancePercent: input.slaCompliancePercent,
      table: input.creditTable,
      capPercent: null,
      vatRate,
    },
    corrections: input.corrections.map(({ entry, deltaMinutes, ratePerHour }) => ({
      originPeriod,
      entryRef: entry,
      deltaMinutes,
      ratePerHourMinor: toMinor(ratePerHour),
      multiplier: '1',
      vatRate,
    })),
    vat,
  })
  return {
    creditPercent: result.creditPercent,
    credit: fromMinor(result.creditMinor),
    correction: fromMinor(result.correctionMinor),
    ...moneyOf(result.document.totals),
  }
}

export function runTravel(input: TravelCaseInput) {
  const { lines, totals } = billOnSite(
    {
      ratePerHourMinor: toMinor(input.ratePerHour),
      travelPercent: input.travelPercent,
      perKmMinor: toMinor(input.perKm),
      callOutFeeMinor: toMinor(input.callOutFee),
      vat: vatTerms(input),
    },
    {
      workMinutes: input.workMinutes,
      travelMinutes: input.travelMinutes,
      km: String(input.km),
      callOuts: input.callOuts,
    }
  )
  const amount = (kind: TravelLine['kind']) =>
    fromMinor(lines.find((line) => line.kind === kind)?.amountMinor ?? 0)
  return {
    ...moneyOf(totals),
    work: amount('work'),
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
