import type { Principal } from '#directory/queries/principal'

/** A mark on an item of the graph: how many of something, and the first of them. */
export type ImpactBadge = {
  key: 'incidents' | 'changes' | 'outages' | 'contracts'
  count: number
  /** A short text beside the figure, such as the highest priority. */
  text: string | null
  tone: 'neutral' | 'info' | 'warning' | 'error'
  rows: { label: string; href: string }[]
}

/** What a domain says of items by id; nothing of what the principal may not see. */
type Source = {
  key: ImpactBadge['key']
  load(
    ciIds: readonly number[],
    principal: Principal
  ): Promise<ReadonlyMap<number, Omit<ImpactBadge, 'key'>>>
}

const sources = new Map<string, Source>()

/** Domains above the CMDB mark items of the graph. A second source of a key replaces the first. */
export function registerImpactBadge(source: Source): void {
  sources.set(source.key, source)
}

/** The marks of items by id, in the order in which the sources registered. */
export async function loadImpactBadges(
  ciIds: readonly number[],
  principal: Principal
): Promise<Map<number, ImpactBadge[]>> {
  const badges = new Map<number, ImpactBadge[]>()
  if (ciIds.length === 0) return badges
  for (const { key, load } of sources.values()) {
    for (const [ciId, badge] of await load(ciIds, principal)) {
      badges.set(ciId, [...(badges.get(ciId) ?? []), { key, ...badge }])
    }
  }
  return badges
}
