import type { RuleResult } from '#billing/workflow/charge_types'
import { billPerUnit } from '#billing/workflow/per_unit'
import { billableQuantity } from '#billing/workflow/quantity_basis'
import { NO_RESULT, ruleLine, termsOf, type RuleInput } from '#billing/workflow/rules/rule_input'
import { exact, wholeMinor } from '#core/money'

/** Devices or people by tiers, as many as the basis counts, by the days the contract runs (§7.2). */
export function chargeUnits({ rule, period, vat, counts }: RuleInput): RuleResult {
  const { basis, tierMode, tiers } = termsOf(rule, 'per_unit')
  if (period.days.activeDays === 0 || counts.length === 0) return NO_RESULT
  const quantity = billableQuantity(basis, counts, counts.at(-1)!.date)
  const { lines } = billPerUnit(
    [{ item: rule.key, quantity, tierMode, tiers, days: period.days }],
    { ...vat, rate: vat.rateOn(period.serviceDate) }
  )
  const { amountMinor, vatRate } = lines[0]!
  const isPart = period.days.activeDays < period.days.daysInPeriod
  const row = {
    month: period.month,
    quantity: Number(quantity),
    peak: Number(billableQuantity('peak', counts, '')),
    average: Number(billableQuantity('average', counts, '')),
    amountMinor,
  }
  const line = ruleLine(rule, 'units', {
    ...{ unit: 'piece', quantity, amountMinor, vatRate },
    priceMinor: averagePrice(amountMinor, quantity),
    basis: { units: { basis, tierMode, tiers }, ...(isPart ? { days: period.days } : {}) },
  })
  return {
    ...NO_RESULT,
    lines: exact(quantity).isZero() ? [] : [line],
    consumption: { ruleKey: rule.key, kind: 'per_unit', row },
  }
}

/** What one unit came to: tiers have no single price. */
function averagePrice(amountMinor: number, quantity: string): number {
  return exact(quantity).isZero() ? 0 : wholeMinor(exact(amountMinor).div(quantity))
}
