import { METRICS } from '#sla/workflow/metrics'
import type { TargetRule } from '#sla/workflow/target_choice'

/** The promises to one kind of ticket under one condition, a cell for each metric. */
export type TargetRow<Rule> = {
  ticketKind: string
  serviceId: number | null
  priority: number | null
  cells: Rule[]
}

/** The row for any priority stands below the others. */
const LAST = 100

/** Targets as a table: the general rows first, then service by service; priorities ascend. */
export function targetTable<Rule extends TargetRule>(rules: readonly Rule[]): TargetRow<Rule>[] {
  const rows = Map.groupBy(rules, ({ ticketKind, serviceId, priority }) =>
    JSON.stringify([ticketKind, serviceId, priority])
  )
  return [...rows.values()].map(toRow).sort(compareRows)
}

function toRow<Rule extends TargetRule>(rules: Rule[]): TargetRow<Rule> {
  const { ticketKind, serviceId, priority } = rules[0]!
  const cells = rules.sort((a, b) => METRICS.indexOf(a.metric) - METRICS.indexOf(b.metric))
  return { ticketKind, serviceId, priority, cells }
}

function compareRows(a: TargetRow<unknown>, b: TargetRow<unknown>): number {
  return (
    a.ticketKind.localeCompare(b.ticketKind) ||
    (a.serviceId ?? 0) - (b.serviceId ?? 0) ||
    (a.priority ?? LAST) - (b.priority ?? LAST)
  )
}
