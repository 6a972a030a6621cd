import type { Metric } from '#sla/workflow/metrics'

/** What a target asks of a ticket; null, and `isVipOnly` false, match anything. */
export type TargetRule = {
  readonly id: number
  readonly metric: Metric
  readonly ticketKind: string
  readonly serviceId: number | null
  /** The client or any organisation above it. */
  readonly organisationId: number | null
  /** Of the ticket's primary configuration item. */
  readonly ciCriticality: number | null
  readonly isVipOnly: boolean
  readonly priority: number | null
}

/** What a ticket brings to the choice. */
export type TargetFacts = {
  ticketKind: string
  serviceId: number | null
  /** The client and all above it, nearest first. */
  organisationIds: readonly number[]
  ciCriticality: number | null
  isVip: boolean
  priority: number
}

/** The conditions that decide between targets, the weightiest first. */
export const CONDITIONS = ['service', 'organisation', 'ci_criticality', 'vip', 'priority'] as const
export type Condition = (typeof CONDITIONS)[number]

/** How a target fared for a ticket; `by` is the weightiest condition in which the chosen one wins. */
export type Verdict =
  | { outcome: 'chosen' }
  | { outcome: 'outranked'; by: Condition }
  /** Equal conditions: the older one holds. Saving refuses such pairs. */
  | { outcome: 'tied' }
  | { outcome: 'unfit'; conditions: (Condition | 'ticket_kind')[] }
export type Candidate<Rule> = { rule: Rule; verdict: Verdict }

/**
 * The target of every metric that fits the ticket best (SLM-02). Conditions are compared in the
 * order of CONDITIONS, and the first difference decides: a named service before any service, then
 * the nearer organisation before the farther before any, then a named criticality, VIP, priority.
 * Two targets that fit one ticket are of equal rank only if all their conditions are equal: of two
 * organisations above one client one is always nearer. Such pairs `tiedTargets` finds.
 */
export function chooseTargets<Rule extends TargetRule>(
  rules: readonly Rule[],
  facts: TargetFacts
): Rule[] {
  const chosen = new Map<Metric, Rule>()
  for (const rule of rules.filter((each) => misfits(each, facts).length === 0)) {
    const best = chosen.get(rule.metric)
    if (!best || compareRules(rule, best, facts) < 0) chosen.set(rule.metric, rule)
  }
  return [...chosen.values()]
}

/** Every target of a metric with its verdict: those that fit by rank, then those that do not. */
export function judgeTargets<Rule extends TargetRule>(
  rules: readonly Rule[],
  facts: TargetFacts
): Candidate<Rule>[] {
  const sorted = [...rules].sort((a, b) => compareRules(a, b, facts))
  const fitting = sorted.filter((rule) => misfits(rule, facts).length === 0)
  const others = sorted.filter((rule) => !fitting.includes(rule))
  return [
    ...fitting.map((rule, index) => ({
      rule,
      verdict: index === 0 ? ({ outcome: 'chosen' } as const) : lossOf(rule, fitting[0]!, facts),
    })),
    ...others.map((rule) => ({
      rule,
      verdict: { outcome: 'unfit', conditions: misfits(rule, facts) } as const,
    })),
  ]
}

/** Targets that no ticket could decide between; an agreement must have none (SLM-02). */
export function tiedTargets<Rule extends Omit<TargetRule, 'id'>>(rules: readonly Rule[]): Rule[][] {
  return [...Map.groupBy(rules, conditionsOf).values()].filter((group) => group.length > 1)
}

function misfits(rule: TargetRule, facts: TargetFacts): (Condition | 'ticket_kind')[] {
  const { serviceId, organisationId, ciCriticality, priority } = rule
  const fits = {
    ticket_kind: rule.ticketKind === facts.ticketKind,
    service: serviceId === null || serviceId === facts.serviceId,
    organisation: organisationId === null || facts.organisationIds.includes(organisationId),
    ci_criticality: ciCriticality === null || ciCriticality === facts.ciCriticality,
    vip: !rule.isVipOnly || facts.isVip,
    priority: priority === null || priority === facts.priority,
  }
  return (['ticket_kind', ...CONDITIONS] as const).filter((condition) => !fits[condition])
}

/** Of two equally specific rules the older comes first, so that row order never decides. */
function compareRules(a: TargetRule, b: TargetRule, facts: TargetFacts): number {
  const [one, other] = [ranksOf(a, facts), ranksOf(b, facts)]
  const by = CONDITIONS.find((condition) => one[condition] !== other[condition])
  return by ? other[by] - one[by] : a.id - b.id
}

function lossOf(rule: TargetRule, winner: TargetRule, facts: TargetFacts): Verdict {
  const [lost, won] = [ranksOf(rule, facts), ranksOf(winner, facts)]
  const by = CONDITIONS.find((condition) => lost[condition] !== won[condition])
  return by ? { outcome: 'outranked', by } : { outcome: 'tied' }
}

/** How much each condition narrows the choice for a ticket; the higher, the more. */
function ranksOf(rule: TargetRule, { organisationIds }: TargetFacts): Record<Condition, number> {
  const distance = rule.organisationId === null ? -1 : organisationIds.indexOf(rule.organisationId)
  return {
    service: Number(rule.serviceId !== null),
    organisation: distance === -1 ? 0 : organisationIds.length - distance,
    ci_criticality: Number(rule.ciCriticality !== null),
    vip: Number(rule.isVipOnly),
    priority: Number(rule.priority !== null),
  }
}

function conditionsOf(rule: Omit<TargetRule, 'id'>): string {
  const { metric, ticketKind, serviceId, organisationId, ciCriticality, priority } = rule
  const named = [serviceId, organisationId, ciCriticality, rule.isVipOnly, priority]
  return JSON.stringify([metric, ticketKind, ...named])
}
