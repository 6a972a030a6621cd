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
import type { ImpactQuery } from '#cmdb/queries/read_impact_query'
import type { ImpactQuestion } from '#cmdb/queries/impact_question'
import { ENVIRONMENTS } from '#cmdb/models/ci_types'
import type { Principal } from '#directory/queries/principal'

export type ImpactCounts = {
  /** Items other than those that fail first, the masked ones included. */
  objects: number
  levels: number
  /** Of the whole answer, levels beyond the depth included; what fails first counts as down. */
  down: number
  degraded: number
  /** Services among the objects. */
  services: number
  /** Objects whose names the reader may not see. */
  hidden: number
  isCutByDepth: boolean
  /** False when none of what is asked about was in the CMDB on the day. */
  existed: boolean
}

export type ImpactAnswer = {
  snapshot: ImpactSnapshot
  query: ImpactQuery
  /** What fails first, at level 0, first; each item stands after the one it was reached from. */
  reached: ReachedItem[]
  /** What lies deeper than was asked, in the same order. */
  beyond: ReachedItem[]
  /** Indexes of all that is down, levels beyond the depth included. */
  down: ReadonlySet<number>
  counts: ImpactCounts
  /** The language in which services are named. */
  locale: string
}

/**
 * What fails with some items, what they need, or both, as one reader may see it (CFG-10). Computed with
 * system rights; items whose names the reader may not see are marked, to be counted only.
 */
export async function impactAnswer(
  { query, originIds, sparedIds }: ImpactQuestion,
  principal: Principal
): Promise<ImpactAnswer> {
  const snapshot = await impactSnapshot(query.asOf)
  const { graph } = snapshot
  const isSpared = sparedBy(snapshot, query, sparedIds)
  const maxDepth = query.depth ?? Infinity
  const impact =
    query.direction === 'depends_on' ? null : computeImpact(graph, originIds, { isSpared })
  const needs =
    query.direction === 'impacts' ? null : dependenciesOf(graph, originIds, { isSpared })
  const entries = impact?.entries ?? []
  const collected = collector(snapshot, principal)
  const add = (isWanted: (level: number) => boolean) =>
    collected(
      entries.filter(({ level }) => isWanted(level)),
      (needs?.entries ?? []).filter(({ level }) => isWanted(level))
    )

  const reached = add((level) => level <= maxDepth)
  const beyond = add((level) => level > maxDepth)
  const others = reached.filter(({ level }) => level > 0)
  return {
    snapshot,
    query,
    ...{ reached, beyond },
    down: downIndexes(snapshot, entries),
    locale: principal.locale,
    counts: {
      objects: others.length,
      levels: others.reduce((deepest, { level }) => Math.max(deepest, level), 0),
      down: impact?.downCount ?? 0,
      degraded: impact?.degradedCount ?? 0,
      services: others.filter((item) => item.isService).length,
      hidden: others.filter((item) => !item.isVisible).length,
      isCutByDepth: beyond.length > 0,
      existed: originIds.some((id) => graph.indexOf.has(id)),
    },
  }
}

function downIndexes({ graph }: ImpactSnapshot, entries: readonly ImpactEntry[]) {
  const down = entries.filter(({ state }) => state === 'down')
  return new Set(down.flatMap(({ ciId }) => graph.indexOf.get(ciId) ?? []))
}

/** Items named as staying up, and those of other environments; none applies to shared equipment. */
function sparedBy(
  { graph, environments }: ImpactSnapshot,
  query: ImpactQuery,
  sparedIds: readonly number[]
): ((index: number) => boolean) | undefined {
  const spared = new Set(sparedIds.flatMap((id) => graph.indexOf.get(id) ?? []))
  if (query.environments.length === 0) {
    return spared.size === 0 ? undefined : (index) => spared.has(index)
  }
  const kept = new Set([...query.environments, 'n/a'].map((each) => ENVIRONMENT_PLACES.get(each)))
  return (index) =>
    spared.has(index) || (environments[index]! >= 0 && !kept.has(environments[index]!))
}

const ENVIRONMENT_PLACES = new Map<string, number>(
  ENVIRONMENTS.map((environment, place) => [environment, place])
)

/** An item of the service group, or one that stands for a service of the catalogue. */
export function isServiceAt(snapshot: ImpactSnapshot, index: number): boolean {
  return (
    snapshot.serviceIds[index] !== 0 ||
    snapshot.classes[snapshot.classIndexes[index]!]!.group === 'service'
  )
}

/** Each call answers with what was not collected before. */
function collector(snapshot: ImpactSnapshot, principal: Principal) {
  const mayNameAt = namingRight(snapshot, principal)
  const known = new Set<number>()
  const indexOf = (ciId: number) => snapshot.graph.indexOf.get(ciId)
  return (impacted: ImpactEntry[], needed: DependencyEntry[]): ReachedItem[] => {
    const items: ReachedItem[] = []
    const take = (
      entry: ImpactEntry | DependencyEntry,
      side: ReachedItem['side'],
      state: ReachedItem['state']
    ) => {
      const index = indexOf(entry.ciId)
      // In a cycle an item is on both sides; what fails with the origin matters more.
      if (index === undefined || known.has(index)) return
      known.add(index)
      items.push({
        index,
        side,
        state,
        level: entry.level,
        via: entry.viaCiId === null ? null : indexOf(entry.viaCiId)!,
        viaType: entry.viaType,
        viaGroup: entry.viaGroup,
        classIndex: snapshot.classIndexes[index]!,
        isService: isServiceAt(snapshot, index),
        isVisible: mayNameAt(index),
      })
    }
    for (const entry of impacted) take(entry, 'impacts', entry.state)
    for (const entry of needed) take(entry, 'depends_on', null)
    return items
  }
}

/** Whether a reader may see the name of what stands at an index. */
export function namingRight(
  snapshot: ImpactSnapshot,
  principal: Principal
): (index: number) => boolean {
  const reach = principal.reach('cis.view')
  const organisations = new Set(reach.organisationIds)
  // How services hang together is the own people's to know (CAT-02).
  const seesServices = principal.can('services.view') && principal.can('services.view_technical')
  return (index) =>
    isCatalogueNode(snapshot, index)
      ? seesServices
      : reach.all || organisations.has(snapshot.organisationIds[index]!)
}
