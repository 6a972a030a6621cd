import type { BilledPart, RuleResult } from '#billing/workflow/charge_types'
import { balanceMinutes, runPrepaidPeriod, type PrepaidLine } from '#billing/workflow/prepaid_block'
import {
  coveredParts,
  NO_RESULT,
  ruleLine,
  termsOf,
  type RuleInput,
} from '#billing/workflow/rules/rule_input'
import type { PrepaidBlockTerms } from '#contracts/models/terms_types'
import { sumMinutes } from '#core/duration'

/**
 * A block of hours each period, its lots used oldest first (§7.2). A period in which the contract
 * does not run grants and charges nothing.
 */
export function chargeBlock(input: RuleInput): RuleResult {
  const { rule, period, vat, opening } = input
  const terms = termsOf(rule, 'prepaid_block')
  const parts = coveredParts(input)
  const usedMinutes = sumMinutes(parts.map((part) => burned(part, terms)))
  const runs = period.days.activeDays > 0
  const result = runPrepaidPeriod(
    {
      ...terms,
      ...(runs ? {} : { grantMinutes: 0, feeMinor: 0 }),
      vat: { ...vat, rate: vat.rateOn(period.serviceDate) },
    },
    { periodNo: period.number, lots: opening?.lots ?? [], usedMinutes }
  )
  const { lots, movements, document, ...row } = result
  const included = {
    includedMinutes: row.grantedMinutes,
    carriedMinutes: row.openingMinutes,
    usedMinutes,
  }
  const lines = document.lines
    .filter(({ amountMinor }) => amountMinor !== 0)
    .map(({ kind, quantity, amountMinor, vatRate }) =>
      ruleLine(rule, kind, {
        ...{ unit: UNITS[kind], quantity: String(quantity), amountMinor, vatRate },
        priceMinor: priceOf(kind, terms),
        basis: kind === 'overage' ? { included, rounding: input.rounding } : {},
      })
    )
  return {
    ...NO_RESULT,
    ...{ lines, parts, balance: { lots, carriedMinutes: 0 } },
    movements: movements.map((movement) => ({ ...movement, ruleKey: rule.key })),
    consumption: { ruleKey: rule.key, kind: 'prepaid_block', row: { month: period.month, ...row } },
  }
}

const UNITS = { prepaid_fee: 'period', top_up: 'pack', overage: 'minutes' } as const

function burned({ billedMinutes, multiplier }: BilledPart, { weighsBands }: PrepaidBlockTerms) {
  return weighsBands ? balanceMinutes(billedMinutes, multiplier) : billedMinutes
}

function priceOf(kind: PrepaidLine['kind'], { feeMinor, overage }: PrepaidBlockTerms): number {
  if (kind === 'prepaid_fee') return feeMinor
  return overage.kind === 'rate' ? overage.ratePerHourMinor : overage.feeMinor
}
