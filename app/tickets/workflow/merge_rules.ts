import type { DateTime } from 'luxon'

type Mergeable = { organisationId: number; state: string }

export const MERGE_REFUSALS = ['itself', 'missing', 'other_organisation', 'target_ended'] as const
export type MergeRefusal = (typeof MERGE_REFUSALS)[number]

const ENDED: readonly string[] = ['closed', 'cancelled']

/**
 * Why these two may not become one (INC-22, T7), or null. A merged incident has ended, so no chain
 * of merges comes back to where it began.
 */
export function targetRefusal(target: Mergeable, source: Mergeable): MergeRefusal | null {
  if (target.organisationId !== source.organisationId) return 'other_organisation'
  return ENDED.includes(target.state) ? 'target_ended' : null
}

/** When the first of them was opened: whoever waited longest is promised nothing less by a merge. */
export function earliestOpening(tickets: readonly { openedAt: DateTime }[]): DateTime {
  return tickets
    .map(({ openedAt }) => openedAt)
    .reduce((first, openedAt) => (openedAt < first ? openedAt : first))
}

export const COMPARED = [
  'requesterId',
  'organisationId',
  'serviceId',
  'priority',
  'primaryCiId',
] as const
export type Compared = (typeof COMPARED)[number]

/** In what the duplicate is unlike the target; the target's own stays. */
export function differences(
  target: Record<Compared, number | null>,
  source: Record<Compared, number | null>
): Compared[] {
  return COMPARED.filter((field) => target[field] !== source[field])
}
