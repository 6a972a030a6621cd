import { exact, wholeMinor } from '#core/money'

export const VAT_MODES = ['exclusive', 'inclusive'] as const
export type VatMode = (typeof VAT_MODES)[number]

/** Percent as a decimal string; null is "without VAT", which is not the same as '0'. */
export type VatRate = string | null

export interface VatSplit {
  netMinor: number
  vatMinor: number
  grossMinor: number
}

/** VAT of an amount that is net in exclusive mode and gross in inclusive mode: gross × r/(100+r). */
export function vatOf(amountMinor: number, rate: VatRate, mode: VatMode): number {
  const percent = exact(rate ?? 0)
  if (percent.isNegative()) throw new RangeError(`Negative VAT rate: ${rate}`)
  const base = mode === 'exclusive' ? exact(100) : percent.plus(100)
  return wholeMinor(exact(amountMinor).times(percent).div(base))
}

/** Splits one amount once; net + VAT = gross to the minor unit. */
export function splitVat(amountMinor: number, rate: VatRate, mode: VatMode): VatSplit {
  return withVat(amountMinor, vatOf(amountMinor, rate, mode), mode)
}

/** Completes a split when the VAT is known already. */
export function withVat(amountMinor: number, vatMinor: number, mode: VatMode): VatSplit {
  return mode === 'exclusive'
    ? { netMinor: amountMinor, vatMinor, grossMinor: amountMinor + vatMinor }
    : { netMinor: amountMinor - vatMinor, vatMinor, grossMinor: amountMinor }
}
