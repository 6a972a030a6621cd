import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import type { FoundBadge } from '#cmdb/queries/impact_badges'
import type { Principal } from '#directory/queries/principal'

/** Changes without cover that nobody has decided on yet (domain §4.5), by item. */
export async function unauthorisedBadges(ciIds: readonly number[], principal: Principal) {
  const found = await UnauthorisedChange.visibleTo(principal)
    .where('unauthorised_changes.state', 'open')
    .whereIn('unauthorised_changes.item_id', [...ciIds])
    .orderBy('unauthorised_changes.last_at', 'desc')
    .preload('item', (item) => void item.select('id', 'number', 'name'))
  return new Map(
    [...Map.groupBy(found, ({ itemId }) => itemId)].map(([id, changes]) => [id, toBadge(changes)])
  )
}

function toBadge(changes: UnauthorisedChange[]): FoundBadge {
  const [{ item, lastAt }] = changes as [UnauthorisedChange, ...UnauthorisedChange[]]
  return {
    ...{ count: changes.length, text: null, tone: 'warning' },
    rows: [
      {
        label: `${item.number} ${item.name}`,
        href: `/unauthorised-changes?q=${item.number}`,
        at: lastAt.toISO(),
      },
    ],
  }
}
