import { ReferenceNotFound } from '#core/errors'
import type { Principal } from '#directory/queries/principal'

/** Of these numbers the ones the principal may see. */
type Finder = (principal: Principal, numbers: string[]) => Promise<Set<string>>

let finder: Finder = async () => new Set()

/** Tickets stand floors above: their domain says which numbers somebody may know. */
export function findOutageTickets(find: Finder): void {
  finder = find
}

export async function visibleTickets(
  principal: Principal,
  numbers: readonly (string | null)[]
): Promise<Set<string>> {
  const named = [...new Set(numbers)].filter((number) => number !== null)
  return named.length > 0 ? finder(principal, named) : new Set()
}

/**
 * The ticket an outage is to name: a given one must be visible (T3), and one that stands there
 * already stays when the editor could not see it. Throws ReferenceNotFound.
 */
export async function ticketToName(
  principal: Principal,
  given: string | null,
  before: string | null
): Promise<string | null> {
  const visible = await visibleTickets(principal, [given, before])
  if (given === null) return before !== null && !visible.has(before) ? before : null
  if (given !== before && !visible.has(given)) throw new ReferenceNotFound('ticketNumber')
  return given
}
