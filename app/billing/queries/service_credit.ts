import { creditAmount, creditPercent, DEFAULT_CREDIT_TABLE } from '#billing/workflow/sla_credit'
import type { CreditTerms } from '#contracts/models/terms_types'

/** A fee's reduction for a compliance in percent (a decimal string), by the contract's table (§7.5). */
export function serviceCredit(
  compliance: string,
  feeMinor: number | null,
  terms: CreditTerms | null
) {
  const percent = creditPercent(compliance, terms?.table ?? DEFAULT_CREDIT_TABLE)
  const amountMinor =
    feeMinor === null ? null : creditAmount(feeMinor, percent, terms?.capPercent ?? null)
  return { percent, amountMinor }
}
