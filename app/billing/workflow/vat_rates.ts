import type { VatRate } from '#core/vat'

/** A row of the effective-dated tax table: `from` is the first ISO date of service. */
export interface DatedVatRate {
  from: string
  rate: VatRate
}

/** Standard Russian VAT by date of service (law 425-ФЗ of 28.11.2025). */
export const RU_STANDARD_VAT: readonly DatedVatRate[] = [
  { from: '2019-01-01', rate: '20' },
  { from: '2026-01-01', rate: '22' },
]

/** @throws RangeError when no row covers the ISO date */
export function vatRateOn(table: readonly DatedVatRate[], serviceDate: string): VatRate {
  let found: DatedVatRate | null = null
  for (const row of table) {
    if (row.from <= serviceDate && (found === null || row.from > found.from)) found = row
  }
  if (found === null) throw new RangeError(`No VAT rate on ${serviceDate}`)
  return found.rate
}
