export const TICKET_KINDS = ['incident', 'request', 'problem', 'change'] as const
export type TicketKind = (typeof TICKET_KINDS)[number]

export const INCIDENT_STATES = [
  'new',
  'assigned',
  'in_progress',
  'pending_customer',
  'pending_vendor',
  'pending_change',
  'pending_problem',
  'resolved',
  'closed',
  'cancelled',
] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** States of all kinds; each kind's own table says which of them it knows. */
export type TicketState = IncidentState | 'investigating' | 'implement' | 'in_fulfilment'

export const COMMENT_VISIBILITIES = ['public', 'internal'] as const
export type CommentVisibility = (typeof COMMENT_VISIBILITIES)[number]
