import type { RuleResult } from '#billing/workflow/charge_types'
import { billFixedFee } from '#billing/workflow/fixed_fee'
import {
  coveredParts,
  NO_RESULT,
  ruleLine,
  termsOf,
  type RuleInput,
} from '#billing/workflow/rules/rule_input'
import { sumMinutes } from '#core/duration'

/** A fixed fee with included time, both by the days the contract runs in the period (§7.2). */
export function chargeFee(input: RuleInput): RuleResult {
  const { rule, period, vat, opening } = input
  const terms = termsOf(rule, 'fixed_fee')
  const parts = coveredParts(input)
  const usedMinutes = sumMinutes(parts.map(({ billedMinutes }) => billedMinutes))
  const carriedMinutes = opening?.carriedMinutes ?? 0
  const result = billFixedFee(
    { ...terms, vat: { ...vat, rate: vat.rateOn(period.serviceDate) } },
    { days: period.days, usedMinutes, carriedMinutes }
  )
  const included = { includedMinutes: result.includedMinutes, carriedMinutes, usedMinutes }
  const isPart = period.days.activeDays < period.days.daysInPeriod
  const lines = result.document.lines
    .filter(({ kind }) => kind === 'overage' || period.days.activeDays > 0)
    .map(({ kind, quantity, amountMinor, vatRate }) =>
      kind === 'fixed_fee'
        ? ruleLine(rule, kind, {
            ...{ unit: 'period', quantity: '1', priceMinor: amountMinor, amountMinor, vatRate },
            basis: isPart ? { days: period.days } : {},
          })
        : ruleLine(rule, kind, {
            ...{ unit: 'minutes', quantity: String(quantity), amountMinor, vatRate },
            priceMinor: terms.overageRatePerHourMinor,
            basis: { included, rounding: input.rounding },
          })
    )
  const { unusedMinutes, overageMinutes, overageMinor, carriedOutMinutes } = result
  const row = { month: period.month, ...included, unusedMinutes, overageMinutes, overageMinor }
  return {
    ...NO_RESULT,
    ...{ lines, parts, balance: { lots: [], carriedMinutes: carriedOutMinutes } },
    consumption: { ruleKey: rule.key, kind: 'fixed_fee', row },
  }
}
