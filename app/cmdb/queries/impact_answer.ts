import { isCatalogueNode } from '#cmdb/queries/impact_names'
import { impactSnapshot } from '#cmdb/queries/impact_snapshot'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import {
  computeImpact,
  dependenciesOf,
  type DependencyEntry,
  type ImpactEntry,
} from '#cmdb/workflow/impact'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import type { Principal } from '#directory/queries/principal'

export const IMPACT_DIRECTIONS = ['impacts', 'depends_on', 'both'] as const
export type ImpactDirection = (typeof IMPACT_DIRECTIONS)[number]

export type ImpactQuery = {
  direction: ImpactDirection
  /** Levels to report; null for all. */
  depth: number | null
}

export type ImpactCounts = {
  /** Items other than the origin, the masked ones included. */
  objects: number
  levels: number
  /** Of the whole answer, levels beyond the depth included; the origin counts as down. */
  down: number
  degraded: number
  /** Services among the objects. */
  services: number
  /** Objects whose names the reader may not see. */
  hidden: number
  isCutByDepth: boolean
}

export type ImpactAnswer = {
  snapshot: ImpactSnapshot
  query: ImpactQuery
  /** The origin first; each item stands after the one it was reached from. */
  reached: ReachedItem[]
  counts: ImpactCounts
  /** The language in which services are named. */
  locale: string
}

/** What fails with an item, what it needs, or both, as one reader may see it (CFG-10). */
export async function impactAnswer(
  ciId: number,
  query: ImpactQuery,
  principal: Principal
): Promise<ImpactAnswer> {
  const snapshot = await impactSnapshot()
  const { graph } = snapshot
  const maxDepth = query.depth ?? Infinity
  const impact =
    query.direction === 'depends_on' ? null : computeImpact(graph, [ciId], { maxDepth })
  const needs = query.direction === 'impacts' ? null : dependenciesOf(graph, ciId, maxDepth)

  const reached = collect(snapshot, principal, impact?.entries ?? [], needs?.entries ?? [])
  const others = reached.slice(1)
  return {
    snapshot,
    query,
    reached,
    locale: principal.locale,
    counts: {
      objects: others.length,
      levels: Math.max(0, ...others.map((item) => item.level)),
      down: impact?.downCount ?? 0,
      degraded: impact?.degradedCount ?? 0,
      services: others.filter((item) => item.isService).length,
      hidden: others.filter((item) => !item.isVisible).length,
      isCutByDepth: (impact?.truncated ?? false) || (needs?.truncated ?? false),
    },
  }
}

/** An item of the service group, or one that stands for a service of the catalogue. */
function isServiceAt(snapshot: ImpactSnapshot, index: number): boolean {
  return (
    snapshot.serviceIds[index] !== 0 ||
    snapshot.classes[snapshot.classIndexes[index]!]!.group === 'service'
  )
}

function collect(
  snapshot: ImpactSnapshot,
  principal: Principal,
  impacted: ImpactEntry[],
  needed: DependencyEntry[]
): ReachedItem[] {
  const mayNameAt = namingRight(snapshot, principal)
  const items = new Map<number, ReachedItem>()
  const add = (
    entry: ImpactEntry | DependencyEntry,
    side: ReachedItem['side'],
    state: ReachedItem['state']
  ) => {
    const index = snapshot.graph.indexOf.get(entry.ciId)
    // In a cycle an item is on both sides; what fails with the origin matters more.
    if (index === undefined || items.has(index)) return
    items.set(index, {
      index,
      side,
      state,
      level: entry.level,
      via: entry.viaCiId === null ? null : snapshot.graph.indexOf.get(entry.viaCiId)!,
      viaType: entry.viaType,
      classIndex: snapshot.classIndexes[index]!,
      isService: isServiceAt(snapshot, index),
      isVisible: mayNameAt(index),
    })
  }
  for (const entry of impacted) add(entry, 'impacts', entry.state)
  for (const entry of needed) add(entry, 'depends_on', null)
  return [...items.values()]
}

function namingRight(snapshot: ImpactSnapshot, principal: Principal): (index: number) => boolean {
  const reach = principal.reach('cis.view')
  const organisations = new Set(reach.organisationIds)
  // How services hang together is the own people's to know (CAT-02).
  const seesServices = principal.can('services.view') && principal.can('services.view_technical')
  return (index) =>
    isCatalogueNode(snapshot, index)
      ? seesServices
      : reach.all || organisations.has(snapshot.organisationIds[index]!)
}
