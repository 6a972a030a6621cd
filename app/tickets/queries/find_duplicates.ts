import { ReferenceNotFound } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

/** Incidents by their numbers, among those the person may see; refuses any that is not there (T3). */
export async function findDuplicates(
  principal: Principal,
  numbers: readonly string[]
): Promise<Ticket[]> {
  const found = await Ticket.visibleTo(principal)
    .where('tickets.kind', 'incident')
    .whereIn('tickets.number', [...numbers])
    .orderBy('tickets.id')
  if (found.length !== new Set(numbers).size) throw new ReferenceNotFound('sources')
  return found
}
