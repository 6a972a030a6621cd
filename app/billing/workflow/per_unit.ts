import type { DecimalInput } from '#core/money'
import type { VatRate } from '#core/vat'
import { prorateAmount, type ActiveDays } from '#billing/workflow/proration'
import { tieredPrice, type TierMode, type UnitTier } from '#billing/workflow/unit_tiers'
import {
  vatDocument,
  type VatDocument,
  type VatLine,
  type VatTerms,
} from '#billing/workflow/vat_document'

/** Units of one item with the same active days; a unit added mid-period is its own line. */
export interface UnitQuantity {
  item: string
  quantity: DecimalInput
  tierMode: TierMode
  tiers: readonly UnitTier[]
  days: ActiveDays
}

export interface UnitLine extends VatLine {
  item: string
  quantity: DecimalInput
}

/** Per device, user or site: Σ tiers × activeDays / daysInPeriod, rounded once per line. */
export function billPerUnit(
  quantities: readonly UnitQuantity[],
  vat: VatTerms & { rate: VatRate }
): VatDocument<UnitLine> {
  const lines = quantities.map(({ item, quantity, tierMode, tiers, days }) => ({
    item,
    quantity,
    amountMinor: prorateAmount(tieredPrice(quantity, tiers, tierMode), days),
    vatRate: vat.rate,
  }))
  return vatDocument(lines, vat)
}
