import type { MergeSource } from '#tickets/actions/lock_merge'
import type Ticket from '#tickets/models/ticket'

/** The duplicates with the version the person saw of each (G-15). */
export function mergeSources(
  duplicates: readonly Ticket[],
  seen: readonly { number: string; version: number }[]
): MergeSource[] {
  const versions = new Map(seen.map(({ number, version }) => [number, version]))
  return duplicates.map(({ id, number }) => ({ ticketId: id, version: versions.get(number) }))
}
