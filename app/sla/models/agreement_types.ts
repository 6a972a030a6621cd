export {
  DORMANT_TICKET_KINDS,
  METRICS,
  METRICS_OF_KIND,
  type DeliveryStart,
  type Metric,
  type ReopenPolicy,
} from '#sla/workflow/metrics'
export type { SwitchPolicy } from '#sla/workflow/switch_target'

/** With a customer, between own teams, with a supplier (SLM-01). */
export const AGREEMENT_KINDS = ['sla', 'ola', 'uc'] as const
export type AgreementKind = (typeof AGREEMENT_KINDS)[number]
