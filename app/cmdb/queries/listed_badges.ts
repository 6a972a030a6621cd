import { loadImpactBadges, type ImpactBadge } from '#cmdb/queries/impact_badges'
import type { ShownImpact } from '#cmdb/queries/shown_impact'
import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'

const CHUNK = 5_000

/** The marks of all items of an answer that the reader may see, by number. */
export async function listedBadges(
  { snapshot, reached }: ShownImpact,
  principal: Principal
): Promise<Record<string, ImpactBadge[]>> {
  const { ids, indexOf } = snapshot.graph
  const visible = reached.filter(({ isVisible }) => isVisible)
  const itemIds = visible.map(({ index }) => ids[index]!).filter((id) => id > 0)
  const listed: [string, ImpactBadge[]][] = []
  for (const some of portions(itemIds, CHUNK)) {
    const badges = await loadImpactBadges(some, principal)
    for (const [id, marks] of badges) listed.push([snapshot.numbers[indexOf.get(id)!]!, marks])
  }
  return Object.fromEntries(listed)
}
