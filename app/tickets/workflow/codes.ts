/** How an incident was resolved (INC-16). */
export const RESOLUTION_CODES = [
  'fixed',
  'workaround',
  'consultation',
  'not_reproduced',
  'duplicate',
  'third_party',
] as const
export type ResolutionCode = (typeof RESOLUTION_CODES)[number]

export const CANCELLATION_REASONS = ['duplicate', 'raised_in_error', 'withdrawn', 'spam'] as const
export type CancellationReason = (typeof CANCELLATION_REASONS)[number]

/** What a person may cancel for; a duplicate needs a target and is merged (§2.1, INC-22). */
export const GIVEN_CANCELLATION_REASONS = ['raised_in_error', 'withdrawn', 'spam'] as const
export type GivenCancellationReason = (typeof GIVEN_CANCELLATION_REASONS)[number]

/** How a ticket came to the desk (INC-02). */
export const TICKET_CHANNELS = [
  'portal',
  'phone',
  'email',
  'monitoring',
  'agent',
  'import',
] as const
export type TicketChannel = (typeof TICKET_CHANNELS)[number]
