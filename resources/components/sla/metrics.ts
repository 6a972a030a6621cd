/** What can be promised, as the server has it; a test compares the two. */
export const METRICS = [
  'response',
  'assignment',
  'next_update',
  'resolution',
  'approval',
  'delivery',
] as const
export type Metric = (typeof METRICS)[number]
/** Which promises make sense for which tickets, as the server sees to it. */
export const METRICS_OF_KIND: Record<string, readonly Metric[]> = {
  incident: ['response', 'assignment', 'next_update', 'resolution'],
  request: ['response', 'assignment', 'next_update', 'approval', 'delivery'],
  problem: ['response', 'assignment', 'next_update', 'resolution'],
  change: ['assignment', 'approval'],
}
export const TICKET_KINDS = Object.keys(METRICS_OF_KIND)
export const PRIORITIES = [1, 2, 3, 4, 5]
export const CRITICALITIES = [1, 2, 3, 4]
export const PAUSE_STATES = [
  'pending_customer',
  'pending_vendor',
  'pending_change',
  'pending_problem',
]
