import { METRICS, TARGET_TICKET_KINDS } from '#sla/workflow/metrics'
import type { TargetRule } from '#sla/workflow/target_choice'

/** Whom promises are for: what all cells of a row have in common. */
export type TargetConditions = Omit<TargetRule, 'id' | 'metric'>

/** The promises under one set of conditions, a cell for each metric. */
export type TargetRow<Rule> = TargetConditions & { cells: Rule[] }

/** The row for any priority stands below the others. */
const LAST = 100

/** Targets as a table: the general rows first, the special ones below; priorities ascend. */
export function targetTable<Rule extends TargetRule>(rules: readonly Rule[]): TargetRow<Rule>[] {
  const rows = Map.groupBy(rules, (rule) => JSON.stringify(conditionsOf(rule)))
  return [...rows.values()].map(toRow).sort(compareRows)
}

function toRow<Rule extends TargetRule>(rules: Rule[]): TargetRow<Rule> {
  const cells = rules.sort((a, b) => METRICS.indexOf(a.metric) - METRICS.indexOf(b.metric))
  return { ...conditionsOf(rules[0]!), cells }
}

function conditionsOf(rule: TargetRule): TargetConditions {
  const { ticketKind, serviceId, organisationId, ciCriticality, isVipOnly, priority } = rule
  return { ticketKind, serviceId, organisationId, ciCriticality, isVipOnly, priority }
}

function compareRows(a: TargetConditions, b: TargetConditions): number {
  return (
    placeOf(a) - placeOf(b) ||
    (a.serviceId ?? 0) - (b.serviceId ?? 0) ||
    (a.organisationId ?? 0) - (b.organisationId ?? 0) ||
    (a.ciCriticality ?? 0) - (b.ciCriticality ?? 0) ||
    Number(a.isVipOnly) - Number(b.isVipOnly) ||
    (a.priority ?? LAST) - (b.priority ?? LAST)
  )
}

function placeOf({ ticketKind }: TargetConditions): number {
  return (TARGET_TICKET_KINDS as readonly string[]).indexOf(ticketKind)
}
