/** What a clock measures (domain §3.2), in the order in which a ticket meets it. */
export const METRICS = [
  'response',
  'assignment',
  'next_update',
  'resolution',
  'approval',
  'delivery',
] as const
export type Metric = (typeof METRICS)[number]

/** The promises that bring a ticket to its end; a team or a supplier can make no other. */
export const FINAL_METRICS: readonly Metric[] = ['resolution', 'delivery']

export const CLOCK_STATES = [
  'running',
  'paused',
  'met',
  'breached_running',
  'breached_stopped',
  'cancelled',
] as const
export type ClockState = (typeof CLOCK_STATES)[number]

/** Whose promise: ours to the customer, a team's to us, a supplier's to us (§3.3.11). */
export const CLOCK_KINDS = ['sla', 'ola', 'uc'] as const
export type ClockKind = (typeof CLOCK_KINDS)[number]

/** How a clock came about: with the ticket, in the place of another, after a reopening, in turn. */
export const CLOCK_ORIGINS = ['opened', 'target_changed', 'reopened', 'restarted'] as const
export type ClockOrigin = (typeof CLOCK_ORIGINS)[number]

export const BREACH_CAUSES = ['time', 'target_changed'] as const
export type BreachCause = (typeof BREACH_CAUSES)[number]

/** Why a promise was broken, as the service level manager judges (SLM-07). */
export const BREACH_REASONS = [
  'workload',
  'complexity',
  'wrong_team',
  'supplier',
  'customer',
  'target_changed',
  'technical',
  'other',
] as const
export type BreachReason = (typeof BREACH_REASONS)[number]

/** What a reopening does to the resolution clock (§3.3.6). */
export const REOPEN_POLICIES = ['pause', 'restart'] as const
export type ReopenPolicy = (typeof REOPEN_POLICIES)[number]

/** When the delivery of a request begins to count: once it is approved, or with its submission. */
export const DELIVERY_STARTS = ['approval', 'submission'] as const
export type DeliveryStart = (typeof DELIVERY_STARTS)[number]

/** Why clocks are cancelled (§3.3.7, §3.3.8). */
export const CANCEL_CAUSES = [
  'ticket_cancelled',
  'out_of_contract',
  'replaced',
  'not_promised',
  'merged',
  'converted',
  'rejected',
] as const
export type CancelCause = (typeof CANCEL_CAUSES)[number]

/** What a promise can be made for. */
export const TARGET_TICKET_KINDS = ['incident', 'request', 'problem', 'change'] as const
export type TargetTicketKind = (typeof TARGET_TICKET_KINDS)[number]

/** Which promises make sense for which tickets: a request is delivered, not resolved. */
export const METRICS_OF_KIND: Record<TargetTicketKind, readonly Metric[]> = {
  incident: ['response', 'assignment', 'next_update', 'resolution'],
  request: ['response', 'assignment', 'next_update', 'approval', 'delivery'],
  problem: ['response', 'assignment', 'next_update', 'resolution'],
  change: ['assignment', 'approval'],
}

/** Kinds nobody can open yet: what is promised to them waits for its first ticket. */
export const DORMANT_TICKET_KINDS: readonly TargetTicketKind[] = ['request', 'problem', 'change']

/** As of configuration items, the most critical first. */
export const TARGET_CRITICALITIES = [1, 2, 3, 4] as const

export const TARGET_PRIORITIES = [1, 2, 3, 4, 5] as const

/** States in which an agreement may let its clocks stand still. */
export const PAUSE_STATES = [
  'pending_customer',
  'pending_vendor',
  'pending_change',
  'pending_problem',
] as const

/** How far the recalculation of open clocks is (§3.3.10). */
export type RecalculationState = 'queued' | 'running' | 'done' | 'failed'
