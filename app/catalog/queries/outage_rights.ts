import type { Principal } from '#directory/queries/principal'

/** Whom an outage concerns, and whose service it is. */
export type OutageConcern = {
  isForAll: boolean
  organisationIds: readonly number[]
  service: OwnedService
}
type OwnedService = { ownerPersonId: number | null }

/** Outages of a service at all: by right, or because the service is one's own. */
export function mayRegisterOutages(principal: Principal, service: OwnedService): boolean {
  if (!principal.can('outages.view') || !principal.can('services.view_technical')) return false
  return principal.can('outages.edit') || owns(principal, service)
}

/** Everybody it concerns must be within one's reach. */
export function mayEditOutage(principal: Principal, concern: OutageConcern): boolean {
  const { isForAll, organisationIds, service } = concern
  if (!mayRegisterOutages(principal, service)) return false
  if (owns(principal, service)) return true
  const reach = principal.reach('outages.edit')
  if (reach.all) return true
  return !isForAll && organisationIds.every((id) => reach.organisationIds.includes(id))
}

function owns(principal: Principal, { ownerPersonId }: OwnedService): boolean {
  return ownerPersonId === principal.personId
}
