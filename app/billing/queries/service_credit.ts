import { creditAmount, creditPercent, DEFAULT_CREDIT_TABLE } from '#billing/workflow/sla_credit'

/** A fee's reduction for a compliance in percent (a decimal string), by the default table (§7.5). */
export function serviceCredit(compliance: string, feeMinor: number | null) {
  const percent = creditPercent(compliance, DEFAULT_CREDIT_TABLE)
  return { percent, amountMinor: feeMinor === null ? null : creditAmount(feeMinor, percent, null) }
}
