import { fromMinor } from '#core/money'
import type { VatRate, VatSplit } from '#core/vat'
import type { VatTerms } from '#billing/workflow/vat_document'
import type { VatInput } from '#tests/helpers/conformance/billing_case'

/** The document is rounded as a whole unless the case says line. */
export function vatTerms(input: VatInput): VatTerms & { rate: VatRate } {
  return {
    rate: input.vatRate,
    mode: input.vatMode,
    rounding: input.vatRounding ?? 'document',
  }
}

export function moneyOf(split: VatSplit) {
  return {
    net: fromMinor(split.netMinor),
    vat: fromMinor(split.vatMinor),
    gross: fromMinor(split.grossMinor),
  }
}
