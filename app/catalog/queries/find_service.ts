import Service from '#catalog/models/service'
import ServiceFamily from '#catalog/models/service_family'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'

const OWNER = { organisation: 'people.organisation_id', person: 'people.id' }

/** The visible service of a code, or 404. */
export function findService(principal: Principal, code: string): Promise<Service> {
  return Service.visibleTo(principal).where('services.code', code).firstOrFail()
}

/** The same with the names its page shows; the owner only where the directory shows the person. */
export async function findServiceForPage(principal: Principal, code: string): Promise<Service> {
  const service = await findService(principal, code)
  await service.load((relations) => {
    void relations.load('owner', (owner) => {
      void scopedByOrganisation(owner, principal, 'directory.view', OWNER)
    })
    if (service.familyId) void relations.load('family')
    if (service.availabilityCalendarId) void relations.load('availabilityCalendar')
  })
  return service
}

/** With what it needs and what needs it, by name. */
export async function loadDependencies(service: Service, principal: Principal): Promise<void> {
  const name = principal.locale === 'ru' ? 'services.name_ru' : 'services.name_en'
  await service.load((relations) => {
    void relations
      .load('needs', (needs) => void needs.orderBy(name))
      .load('neededBy', (neededBy) => void neededBy.orderBy(name))
  })
}

/** The visible family of a code, or 404. */
export function findFamily(principal: Principal, code: string): Promise<ServiceFamily> {
  return ServiceFamily.visibleTo(principal).where('service_families.code', code).firstOrFail()
}
