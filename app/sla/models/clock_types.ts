export { BREACH_REASONS, CLOCK_KINDS } from '#sla/workflow/metrics'
export type { BreachCause, BreachReason, ClockKind } from '#sla/workflow/metrics'
export type { EscalationAction, NotifyAction } from '#sla/workflow/escalation_actions'
