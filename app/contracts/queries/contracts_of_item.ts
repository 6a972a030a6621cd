import Contract from '#contracts/models/contract'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { CiPanelRow } from '#cmdb/queries/ci_panels'
import type { Principal } from '#directory/queries/principal'

const LISTED = 5

/** Active contracts of the item's client, those that name its service first. */
export async function contractsOfItem(item: ConfigurationItem, principal: Principal) {
  if (!principal.can('contracts.view')) return null
  const contracts = await Contract.visibleTo(principal)
    .where({ 'contracts.organisation_id': item.organisationId, 'contracts.state': 'active' })
    .preload('services')
    .orderBy('contracts.number')
  const covering = contracts.filter(
    ({ services }) => services.length === 0 || services.some(({ id }) => id === item.serviceId)
  )
  const rows = covering.slice(0, LISTED).map(({ number, name, endsOn }): CiPanelRow => ({
    label: `${number} ${name}`,
    href: `/contracts/${encodeURIComponent(number)}`,
    meta: endsOn,
    tone: 'neutral',
  }))
  return { titleKey: 'contracts.of_item', rows, total: covering.length, href: null }
}
