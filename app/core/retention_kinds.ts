import type { DateTime } from 'luxon'

/** What is kept for a time and then goes; offered by the domain that keeps it. */
export type RetentionKind = {
  kind: string
  /** Until an administrator says otherwise. */
  days: number
  isOn: boolean
  /** Fewer days would take what is still in use. */
  leastDays: number
  /** How many rows are older than a moment. */
  count: (before: DateTime) => Promise<number>
  /** Removes them piece by piece, each in a transaction of its own; gives the size of each piece. */
  purge: (before: DateTime) => AsyncIterable<number>
}

const kinds = new Map<string, RetentionKind>()

export function offerRetention(kind: RetentionKind) {
  kinds.set(kind.kind, kind)
}

export function retentionKinds(): readonly RetentionKind[] {
  return [...kinds.values()]
}
