export {
  METRICS,
  PAUSE_STATES,
  REOPEN_POLICIES,
  TARGET_CRITICALITIES,
  TARGET_PRIORITIES,
  TARGET_TICKET_KINDS,
  type Metric,
  type ReopenPolicy,
} from '#sla/workflow/metrics'
export { SWITCH_POLICIES, type SwitchPolicy } from '#sla/workflow/switch_target'

/** With a customer, between own teams, with a supplier (SLM-01). */
export const AGREEMENT_KINDS = ['sla', 'ola', 'uc'] as const
export type AgreementKind = (typeof AGREEMENT_KINDS)[number]
