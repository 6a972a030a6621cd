import type { Metric } from '#sla/workflow/metrics'

/** What a target asks of a ticket; null matches any value. */
export type TargetRule = {
  readonly id: number
  readonly metric: Metric
  readonly ticketKind: string
  readonly serviceId: number | null
  readonly priority: number | null
}

export type TargetFacts = { ticketKind: string; serviceId: number | null; priority: number }

/**
 * The target of every metric that fits the ticket best (SLM-02): service and priority before
 * service alone before priority alone before neither.
 */
export function chooseTargets<Rule extends TargetRule>(
  rules: readonly Rule[],
  facts: TargetFacts
): Rule[] {
  const chosen = new Map<Metric, Rule>()
  for (const rule of rules.filter((each) => fits(each, facts))) {
    const best = chosen.get(rule.metric)
    if (!best || isBetter(rule, best)) chosen.set(rule.metric, rule)
  }
  return [...chosen.values()]
}

/** Targets that no ticket could decide between; an agreement must have none (SLM-02). */
export function tiedTargets<Rule extends TargetRule>(rules: readonly Rule[]): Rule[][] {
  return [...Map.groupBy(rules, conditionOf).values()].filter((group) => group.length > 1)
}

function fits(rule: TargetRule, facts: TargetFacts): boolean {
  if (rule.ticketKind !== facts.ticketKind) return false
  if (rule.serviceId !== null && rule.serviceId !== facts.serviceId) return false
  return rule.priority === null || rule.priority === facts.priority
}

/** Of two equally specific rules the older stays, so that the answer never depends on row order. */
function isBetter(rule: TargetRule, other: TargetRule): boolean {
  const difference = specificity(rule) - specificity(other)
  return difference > 0 || (difference === 0 && rule.id < other.id)
}

function specificity({ serviceId, priority }: TargetRule): number {
  return (serviceId === null ? 0 : 2) + (priority === null ? 0 : 1)
}

function conditionOf({ metric, ticketKind, serviceId, priority }: TargetRule): string {
  return JSON.stringify([metric, ticketKind, serviceId, priority])
}
