import { clock } from '#core/clock'
import RetentionRule from '#core/models/retention_rule'
import { retentionKinds, type RetentionKind } from '#core/retention_kinds'
import type { DateTime } from 'luxon'

export type Retention = {
  offered: RetentionKind
  rule: RetentionRule | null
  days: number
  isOn: boolean
  /** What is older goes. */
  before: DateTime
}

/** Every kind that is kept for a time, as its rule says or as its domain proposes. */
export async function listRetention(): Promise<Retention[]> {
  const rules = new Map((await RetentionRule.all()).map((rule) => [rule.kind, rule]))
  return retentionKinds().map((offered) => {
    const rule = rules.get(offered.kind) ?? null
    const days = rule?.days ?? offered.days
    const before = clock.now().minus({ days })
    return { offered, rule, days, isOn: rule?.isOn ?? offered.isOn, before }
  })
}
