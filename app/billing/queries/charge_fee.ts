import {
  coveredShares,
  feeDate,
  totalBilled,
  type ChargeInput,
  type MonthCharge,
} from '#billing/queries/charge_input'
import type { ReportCharge } from '#billing/queries/report_types'
import { billFixedFee, type FixedFeeLine } from '#billing/workflow/fixed_fee'
import type { ActiveDays } from '#billing/workflow/proration'
import { activeDays } from '#billing/workflow/report_period'
import type { SplitVatLine } from '#billing/workflow/vat_document'

/** A fixed fee with included time, both by the days the contract runs in the month. */
export function chargeFee(input: ChargeInput): MonthCharge {
  const { contract, period, vat } = input
  const { feeMinor, includedMinutes, ratePerHourMinor } = contract.billingTerms
  const shares = coveredShares(input)
  const days = activeDays(period.month, contract.startsOn, contract.endsOn)
  const usedMinutes = totalBilled(shares)
  const result = billFixedFee(
    {
      feeMinor: feeMinor ?? 0,
      includedMinutes: includedMinutes ?? 0,
      overageRatePerHourMinor: ratePerHourMinor,
      rollover: false,
      vat: { ...vat, rate: vat.rateOn(feeDate(input)) },
    },
    { days, usedMinutes, carriedMinutes: 0 }
  )
  const row = {
    month: period.month,
    includedMinutes: result.includedMinutes,
    usedMinutes,
    unusedMinutes: result.unusedMinutes,
    overageMinutes: result.overageMinutes,
    overageMinor: result.overageMinor,
  }
  return {
    charges: result.document.lines
      .filter((line) => line.kind === 'overage' || days.activeDays > 0)
      .map((line) => toCharge(line, days, ratePerHourMinor)),
    consumption: { kind: 'fixed_fee', rows: [row] },
    shares,
  }
}

function toCharge(
  { kind, ...line }: SplitVatLine<FixedFeeLine>,
  days: ActiveDays,
  ratePerHourMinor: number
): ReportCharge {
  const isPart = kind === 'fixed_fee' && days.activeDays < days.daysInPeriod
  return {
    ...line,
    rule: kind,
    service: null,
    unit: kind === 'fixed_fee' ? 'month' : 'minutes',
    priceMinor: kind === 'fixed_fee' ? line.amountMinor : ratePerHourMinor,
    days: isPart ? days : null,
  }
}
