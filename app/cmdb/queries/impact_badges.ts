import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'

export const IMPACT_BADGES = [
  'incidents',
  'outages',
  'unauthorised',
  'changes',
  'contracts',
] as const
export type ImpactBadgeKey = (typeof IMPACT_BADGES)[number]

/** A mark on an item of the graph: how many of something, and the first of them. */
export type ImpactBadge = {
  key: ImpactBadgeKey
  count: number
  /** A short text beside the figure, such as the highest priority. */
  text: string | null
  tone: 'neutral' | 'info' | 'warning' | 'error'
  /** `at` is a moment in ISO text that the page shows beside the label. */
  rows: { label: string; href: string; at: string | null }[]
}
/** What a source tells of one item. */
export type FoundBadge = Omit<ImpactBadge, 'key'>

/** What a domain says of items by id; nothing of what the principal may not see. */
type Source = {
  key: ImpactBadge['key']
  load(ciIds: readonly number[], principal: Principal): Promise<ReadonlyMap<number, FoundBadge>>
}

/** Of items that one statement asks for. */
const PORTION = 5_000

const sources = new Map<string, Source>()

/** Domains above the CMDB mark items of the graph. A second source of a key replaces the first. */
export function registerImpactBadge(source: Source): void {
  sources.set(source.key, source)
}

/** What can be marked in this installation. */
export function impactBadgeKeys(): ImpactBadgeKey[] {
  return IMPACT_BADGES.filter((key) => sources.has(key))
}

const TONES: ImpactBadge['tone'][] = ['error', 'warning', 'info', 'neutral']

/** The marks of items by id, the gravest first: a node has room for two. */
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
  for (const marks of badges.values()) {
    marks.sort((one, other) => TONES.indexOf(one.tone) - TONES.indexOf(other.tone))
  }
  return badges
}

/** Which of the items have one of some marks. */
export async function markedItems(
  ciIds: readonly number[],
  keys: readonly ImpactBadgeKey[],
  principal: Principal
): Promise<Set<number>> {
  const marked = new Set<number>()
  for (const some of portions(ciIds, PORTION)) {
    for (const key of keys) {
      const found = await sources.get(key)?.load(some, principal)
      for (const id of found?.keys() ?? []) marked.add(id)
    }
  }
  return marked
}
