import ConfigurationItem from '#cmdb/models/configuration_item'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'

type Named = { value: number; label: string; description: string }
export type RegistrationDraft = { requester: Named | null; configurationItem: Named | null }

/** What a link to the form brings along: the item it was opened from, the requester. */
export async function registrationDraft(
  principal: Principal,
  query: Record<string, unknown>
): Promise<RegistrationDraft> {
  return {
    requester: await findRequester(principal, query.requester),
    configurationItem: await findItem(principal, query.ci),
  }
}

async function findItem(principal: Principal, number: unknown): Promise<Named | null> {
  if (typeof number !== 'string') return null
  const item = await ConfigurationItem.visibleTo(principal)
    .where('configuration_items.number', number)
    .first()
  return item ? { value: item.id, label: item.name, description: item.number } : null
}

/** Requesters register for themselves unless the link names another person they may see. */
async function findRequester(principal: Principal, id: unknown): Promise<Named | null> {
  const isOwn = id === undefined && !principal.can('tickets.work')
  if (!isOwn && typeof id !== 'string') return null
  const query = isOwn
    ? Person.query().where('people.id', principal.personId)
    : Person.visibleTo(principal).where('people.id', Number(id))
  const person = await query.preload('organisation').first()
  return person
    ? { value: person.id, label: person.displayName, description: person.organisation.name }
    : null
}
