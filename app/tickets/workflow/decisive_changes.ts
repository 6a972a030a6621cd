/** The fields of a ticket that decide which times are promised to it (SLM-02). */
export type Decisive = {
  priority: number
  serviceId: number | null
  requesterId: number
  organisationId: number
  primaryCiId: number | null
}

export const DECISIVE_FIELDS: readonly (keyof Decisive)[] = [
  'priority',
  'serviceId',
  'requesterId',
  'organisationId',
  'primaryCiId',
]

/** `at` is epoch milliseconds; both sides hold the changed fields alone. */
export type DecisiveChange = { at: number; before: Partial<Decisive>; after: Partial<Decisive> }

/** What a ticket was at its opening: what it is now with every change taken back, the latest first. */
export function openingOf(
  { priority, serviceId, requesterId, organisationId, primaryCiId }: Decisive,
  changes: readonly DecisiveChange[]
): Decisive {
  const now = { priority, serviceId, requesterId, organisationId, primaryCiId }
  return changes.reduceRight((values, { before }) => ({ ...values, ...before }), now)
}
