import { offeredService } from '#catalog/queries/offered_service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { ReferenceNotFound } from '#core/errors'
import TicketCategory from '#tickets/models/ticket_category'

type References = {
  requesterId?: number | null
  serviceId?: number | null
  ciIds?: number[]
  categoryId?: number | null
  closureCategoryId?: number | null
  teamId?: number | null
}

/**
 * Refuses references to what does not exist or is not this person's to see, naming the field (T3).
 * Who may register only for themselves needs no right to the directory for it.
 */
export async function checkReferences(principal: Principal, references: References) {
  const { requesterId, serviceId, ciIds, categoryId, closureCategoryId, teamId } = references
  await check('requesterId', requesterId === principal.personId ? null : requesterId, (id) =>
    findRequester(principal, id)
  )
  await check('serviceId', serviceId, (id) => offeredService(id))
  await check('categoryId', categoryId, (id) => TicketCategory.find(id))
  await check('closureCategoryId', closureCategoryId, (id) => TicketCategory.find(id))
  await check('teamId', teamId, (id) => Team.find(id))
  for (const ciId of ciIds ?? []) {
    await check('ciIds', ciId, (id) =>
      ConfigurationItem.visibleTo(principal)
        .where('configuration_items.id', id)
        .select('configuration_items.id')
        .first()
    )
  }
}

async function findRequester(principal: Principal, id: number) {
  const person = await Person.visibleTo(principal)
    .where('people.id', id)
    .select('people.id', 'people.organisation_id')
    .first()
  if (!person) return null
  const isTheirs = principal.canOn('tickets.create_for_others', {
    organisationId: person.organisationId,
  })
  return isTheirs ? person : null
}

async function check(
  field: string,
  id: number | null | undefined,
  find: (id: number) => Promise<unknown>
) {
  if (id === null || id === undefined) return
  if (!(await find(id))) throw new ReferenceNotFound(field)
}
