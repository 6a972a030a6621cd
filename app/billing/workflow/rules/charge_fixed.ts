import type { RuleResult } from '#billing/workflow/charge_types'
import { prorateAmount } from '#billing/workflow/proration'
import { NO_RESULT, ruleLine, termsOf, type RuleInput } from '#billing/workflow/rules/rule_input'
import { percentOf, sumMinor } from '#core/money'

/** An add-on of each period in which the contract runs (§7.2). */
export function chargeRecurring({ rule, period, vat }: RuleInput): RuleResult {
  const { quantity, priceMinor, isProrated } = termsOf(rule, 'recurring')
  const { days } = period
  if (days.activeDays === 0) return NO_RESULT
  const isPart = isProrated && days.activeDays < days.daysInPeriod
  const fullMinor = quantity * priceMinor
  const line = ruleLine(rule, 'recurring', {
    ...{ unit: 'piece', quantity: String(quantity), priceMinor },
    amountMinor: isPart ? prorateAmount(fullMinor, days) : fullMinor,
    vatRate: vat.rateOn(period.serviceDate),
    basis: isPart ? { days } : {},
  })
  return { ...NO_RESULT, lines: [line] }
}

/**
 * A percentage off what was charged before it, a line per VAT rate: a discount precedes VAT. One of
 * the whole counts on what discounts of single rules have left (§7.2).
 */
export function chargeDiscount({ rule, before }: RuleInput): RuleResult {
  const { percent, ofKeys } = termsOf(rule, 'discount')
  const discounted = before.filter(
    ({ ruleKey }) => ofKeys === null || (ruleKey !== null && ofKeys.includes(ruleKey))
  )
  const lines = [...Map.groupBy(discounted, ({ vatRate }) => vatRate)].map(([vatRate, group]) => {
    const ofMinor = sumMinor(group.map(({ amountMinor }) => amountMinor))
    const amountMinor = 0 - percentOf(ofMinor, percent)
    return ruleLine(rule, 'discount', {
      ...{ unit: 'period', quantity: '1', priceMinor: amountMinor, amountMinor, vatRate },
      basis: { percent: { percent, ofMinor } },
    })
  })
  return { ...NO_RESULT, lines: lines.filter(({ amountMinor }) => amountMinor !== 0) }
}
