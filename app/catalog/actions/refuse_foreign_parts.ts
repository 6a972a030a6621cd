import Calendar from '#calendars/models/calendar'
import { ServiceRetired } from '#catalog/errors'
import type Service from '#catalog/models/service'
import ServiceFamily from '#catalog/models/service_family'
import { ReferenceNotFound } from '#core/errors'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Parts = {
  principal: Principal | null
  /** With its new values, not saved yet. */
  service: Service
  /** All services by id. */
  services: ReadonlyMap<number, Service>
  needsIds: readonly number[]
  /** What it needed before. */
  before: readonly number[]
}

/**
 * Refuses what a service names and what does not exist for this person (T3), or is no longer in use.
 * What it had already it keeps. Throws ReferenceNotFound, ServiceRetired.
 */
export async function refuseForeignParts(trx: TransactionClientContract, parts: Parts) {
  const { principal, service, services, needsIds, before } = parts
  await check(service, 'familyId', (id) => ServiceFamily.find(id, { client: trx }))
  await check(service, 'ownerPersonId', (id) =>
    (principal ? Person.visibleTo(principal) : Person.query())
      .useTransaction(trx)
      .where({ 'people.id': id, 'people.is_active': true })
      .first()
  )
  await check(service, 'supportTeamId', (id) =>
    (principal ? Team.visibleTo(principal) : Team.query())
      .useTransaction(trx)
      .where({ 'teams.id': id, 'teams.is_active': true })
      .first()
  )
  await check(service, 'availabilityCalendarId', (id) =>
    Calendar.query({ client: trx }).where({ id, isActive: true }).first()
  )
  for (const id of needsIds) {
    const needed = services.get(id)
    if (!needed) throw new ReferenceNotFound('needsIds')
    if (needed.status === 'retired' && !before.includes(id)) throw new ServiceRetired('needsIds')
  }
}

type Field = 'familyId' | 'ownerPersonId' | 'supportTeamId' | 'availabilityCalendarId'

async function check(service: Service, field: Field, find: (id: number) => Promise<unknown>) {
  const id = service[field]
  if (id === null || id === undefined || !(field in service.$dirty)) return
  if (!(await find(id))) throw new ReferenceNotFound(field)
}
