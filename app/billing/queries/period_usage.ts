import type { PeriodBill } from '#billing/queries/period_bill'
import type { LocalText, RuleConsumption } from '#billing/queries/report_types'
import { alertLevel, usageOf, type AlertLevel } from '#billing/workflow/forecast'
import { sumMinutes } from '#core/duration'

/** How much of what a rule includes is used: minutes, or incidents of a pack. */
export type RuleUsage = {
  ruleKey: string
  kind: RuleConsumption['kind']
  name: LocalText | null
  used: number
  of: number
  level: AlertLevel
}

/** How much of a limit of the whole contract is used: minor units or minutes. */
export type CapUsage = { kind: 'money' | 'minutes'; used: number; of: number; level: AlertLevel }

type Charged = Pick<PeriodBill, 'charge' | 'terms'>

/** Of the rules that include anything (§7.2). */
export function usagesOf({ charge, terms }: Charged): RuleUsage[] {
  return charge.consumption.flatMap((each) => {
    const usage = usageOf(each)
    const rule = terms.rules.find(({ key }) => key === each.ruleKey)
    if (!usage || usage.of === 0) return []
    const name = rule?.nameRu ? { ru: rule.nameRu, en: rule.nameEn ?? rule.nameRu } : null
    const { ruleKey, kind } = each
    return { ruleKey, kind, name, ...usage, level: alertLevel(usage) }
  })
}

/** Of the contract's limits of money and of time (§7.1). */
export function capsOf({ terms, charge }: Charged): CapUsage[] {
  const minutes = sumMinutes(charge.parts.map(({ billedMinutes }) => billedMinutes))
  const found: Omit<CapUsage, 'level'>[] = []
  if (terms.capMinor !== null) {
    found.push({ kind: 'money', used: charge.totals.netMinor, of: Number(terms.capMinor) })
  }
  if (terms.capMinutes !== null) {
    found.push({ kind: 'minutes', used: minutes, of: terms.capMinutes })
  }
  return found.map((cap) => ({ ...cap, level: alertLevel(cap) }))
}
