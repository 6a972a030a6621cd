import Contract from '#contracts/models/contract'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { CiPanelRow } from '#cmdb/queries/ci_panels'
import type { Principal } from '#directory/queries/principal'

const LISTED = 5

/** Active contracts of the item's client that cover its service. */
export async function contractsOfItem(item: ConfigurationItem, principal: Principal) {
  if (!principal.can('contracts.view')) return null
  const covering = () =>
    Contract.visibleTo(principal)
      .where({ 'contracts.organisation_id': item.organisationId, 'contracts.state': 'active' })
      .where((query) => {
        void query.whereDoesntHave('services', () => undefined)
        if (item.serviceId !== null) {
          void query.orWhereHas(
            'services',
            (some) => void some.where('services.id', item.serviceId!)
          )
        }
      })
  const contracts = await covering().orderBy('contracts.number').limit(LISTED)
  const rows = contracts.map(({ number, name, endsOn }): CiPanelRow => ({
    label: `${number} ${name}`,
    href: `/contracts/${encodeURIComponent(number)}`,
    meta: endsOn,
    tone: 'neutral',
  }))
  const [counted] = contracts.length < LISTED ? [] : await covering().count('* as total')
  const total = counted ? Number(counted.$extras.total) : contracts.length
  return { titleKey: 'contracts.of_item', rows, total, href: null }
}
