import { wholeMinutes } from '#core/duration'
import type { VatRate } from '#core/vat'
import { lineAmount } from '#billing/workflow/line_amount'
import { prorateAmount, prorateMinutes, type ActiveDays } from '#billing/workflow/proration'
import {
  vatDocument,
  type VatDocument,
  type VatLine,
  type VatTerms,
} from '#billing/workflow/vat_document'

export interface FixedFeeTerms {
  feeMinor: number
  includedMinutes: number
  overageRatePerHourMinor: number
  /** Unused included minutes may be carried into the next period, and no further. */
  rollover: boolean
  vat: VatTerms & { rate: VatRate }
}

export interface FixedFeePeriod {
  days: ActiveDays
  usedMinutes: number
  /** Carried in from the period before; used up first. */
  carriedMinutes: number
}

export interface FixedFeeLine extends VatLine {
  kind: 'fixed_fee' | 'overage'
  quantity: number
}

export interface FixedFeeResult {
  feeMinor: number
  includedMinutes: number
  overageMinutes: number
  unusedMinutes: number
  carriedOutMinutes: number
  overageMinor: number
  document: VatDocument<FixedFeeLine>
}

/** Fixed fee with included hours, both prorated by calendar days. */
export function billFixedFee(terms: FixedFeeTerms, period: FixedFeePeriod): FixedFeeResult {
  const feeMinor = prorateAmount(terms.feeMinor, period.days)
  const includedMinutes = prorateMinutes(terms.includedMinutes, period.days)
  const balance =
    includedMinutes + wholeMinutes(period.carriedMinutes) - wholeMinutes(period.usedMinutes)
  const unusedMinutes = Math.max(0, balance)
  const overageMinutes = Math.max(0, -balance)
  const overageMinor = lineAmount(overageMinutes, terms.overageRatePerHourMinor)

  const vatRate = terms.vat.rate
  const lines: FixedFeeLine[] = [{ kind: 'fixed_fee', quantity: 1, amountMinor: feeMinor, vatRate }]
  if (overageMinutes > 0) {
    lines.push({ kind: 'overage', quantity: overageMinutes, amountMinor: overageMinor, vatRate })
  }
  return {
    feeMinor,
    includedMinutes,
    overageMinutes,
    unusedMinutes,
    carriedOutMinutes: terms.rollover ? Math.min(unusedMinutes, includedMinutes) : 0,
    overageMinor,
    document: vatDocument(lines, terms.vat),
  }
}
