import { refuseForeignParts } from '#catalog/actions/refuse_foreign_parts'
import { tellFollowers } from '#catalog/actions/service_followers'
import { CatalogueCodeTaken, DependencyRing } from '#catalog/errors'
import Service from '#catalog/models/service'
import { serviceNeeds } from '#catalog/queries/service_needs'
import { findRing } from '#catalog/workflow/find_ring'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ServiceValues = {
  code: string
  nameRu: string
  nameEn: string
  /** What the customer reads (CAT-02). */
  descriptionRu: string | null
  descriptionEn: string | null
  /** What the own people read besides. */
  technicalRu: string | null
  technicalEn: string | null
  familyId: number | null
  ownerPersonId: number | null
  supportTeamId: number | null
  criticality: number
  /** Percent as a decimal text, more than 0 and at most 100 (SLM-10). */
  availabilityTarget: string | null
  /** The hours it is promised in; null is around the clock. */
  availabilityCalendarId: number | null
  /** Services it cannot do without (CAT-04). */
  needsIds: number[]
}

type Input = {
  actor: Actor
  /** Whose sight decides whether what is named exists; none for seeds. */
  principal: Principal | null
  /** Null makes a new one, in the pipeline. */
  serviceId: number | null
  seenVersion?: number
  values: ServiceValues
}

/**
 * Makes or changes a service of the catalogue (CAT-01); its status and its prices have acts of their
 * own. Throws StaleRecord, CatalogueCodeTaken, ReferenceNotFound, ServiceRetired, DependencyRing.
 */
export const saveService = {
  async handle({ actor, principal, serviceId, seenVersion, values }: Input): Promise<Service> {
    return inTransaction(async (trx) => {
      const services = await lockCatalogue(trx)
      const service = serviceId === null ? newService() : services.get(serviceId)!
      await refuseStale(trx, 'service', service, seenVersion)

      const { needsIds, ...plain } = values
      refuseTakenCode(services, service, values.code)
      const known = await serviceNeeds(trx)
      const before = (serviceId && known.get(serviceId)) || []
      service.merge(plain)
      await refuseForeignParts(trx, { principal, service, services, needsIds, before })
      if (serviceId !== null) refuseRing(services, known.set(serviceId, needsIds), serviceId)

      const isNew = !service.$isPersisted
      const changes = await saveVersioned(trx, service, {
        ...{ actor, subjectType: 'service', organisationId: () => null },
        action: isNew ? 'service.created' : 'service.changed',
        also: needsChange(services, before, needsIds),
      })
      if (changes.length === 0) return service
      await service.related('needs').sync(needsIds)
      await tellFollowers(trx)
      return service
    })
  },
}

type Catalogue = Map<number, Service>

/** Of two dependencies made at once, each fine alone, the later one must see the ring. */
async function lockCatalogue(trx: TransactionClientContract): Promise<Catalogue> {
  const services = await Service.query({ client: trx }).orderBy('id').forUpdate()
  return new Map(services.map((service) => [service.id, service]))
}

function newService() {
  return new Service().fill({ status: 'pipeline', version: 0 })
}

function refuseTakenCode(services: Catalogue, service: Service, code: string) {
  for (const other of services.values()) {
    const isTaken = other.code.toLowerCase() === code.toLowerCase()
    if (isTaken && other.id !== service.id) throw new CatalogueCodeTaken()
  }
}

function refuseRing(services: Catalogue, needs: Map<number, number[]>, serviceId: number) {
  const ring = findRing(needs, serviceId)
  if (ring) throw new DependencyRing(ring.map((id) => services.get(id)!.code).join(' → '))
}

/** Dependencies as history tells them: by their codes. */
function needsChange(services: Catalogue, before: number[], after: number[]): FieldChange[] {
  const codes = (ids: number[]) =>
    ids
      .map((id) => services.get(id)!.code)
      .sort()
      .join(', ') || null
  const change = { field: 'needsIds', before: codes(before), after: codes(after) }
  return change.before === change.after ? [] : [change]
}
