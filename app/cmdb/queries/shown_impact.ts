import type { ImpactAnswer } from '#cmdb/queries/impact_answer'
import { markedItems } from '#cmdb/queries/impact_badges'
import { placesOf, statusesOf } from '#cmdb/queries/impact_places'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import type { ImpactPicture } from '#cmdb/queries/read_impact_picture'
import { expandItems } from '#cmdb/workflow/impact_expansion'
import type { Principal } from '#directory/queries/principal'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import { withoutItems, withoutTypes } from '#cmdb/workflow/impact_filter'
import {
  AUTOMATIC,
  BY_CLASS,
  groupingsBy,
  serviceWays,
  type Grouping,
} from '#cmdb/workflow/impact_groupings'

export type TypeCount = { type: string; count: number }

/** An answer after filters and expansions, with how it is to be drawn. */
export type ShownImpact = ImpactAnswer & {
  picture: ImpactPicture
  /** How many items each shown one hides behind it, by graph index. */
  more: ReadonlyMap<number, number>
  /** How many of the answer the filters hide. */
  filteredOut: number
  /** Items of the answer before the filters, by class and by the relation they were reached over. */
  ofClasses: Map<number, number>
  ofTypes: TypeCount[]
  groupings: readonly Grouping[]
  /** What an item's group is named after, by graph index: a site, or a service as an index. */
  groupedBy: ReadonlyMap<number, number>
}

/** What of an answer one reader wants to see (ui: graph header). */
export async function shownImpact(
  answer: ImpactAnswer,
  picture: ImpactPicture,
  principal: Principal
): Promise<ShownImpact> {
  const { graph } = answer.snapshot
  const ids = new Set(picture.expanded.map((node) => Number(node.slice(1))))
  const isExpanded = (index: number) => ids.has(graph.ids[index]!)
  const { reached: all, more } = expandItems(answer.reached, answer.beyond, isExpanded)
  const reached = await filtered(answer, all, picture, principal)
  const groupedBy = await groupNames(answer, reached, picture)
  return {
    ...answer,
    ...{ picture, reached, more, groupedBy },
    filteredOut: all.length - reached.length,
    ofClasses: countBy(all, ({ classIndex }) => classIndex),
    ofTypes: [...countBy(all, ({ viaType }) => viaType)]
      .flatMap(([type, count]) => (type === null ? [] : { type, count }))
      .sort((a, b) => b.count - a.count),
    groupings: groupingsFor(picture, groupedBy),
  }
}

async function filtered(
  { snapshot }: ImpactAnswer,
  all: ReachedItem[],
  { hiddenClasses, hiddenTypes, statuses, marks }: ImpactPicture,
  principal: Principal
): Promise<ReachedItem[]> {
  const followed =
    hiddenTypes.length === 0 ? all : withoutTypes(snapshot.graph, all, new Set(hiddenTypes))
  const classes = new Set(hiddenClasses)
  const statusOf = statuses.length === 0 ? null : await statusesOf(snapshot, followed)
  const isOther = ({ index }: ReachedItem) => {
    const status = statusOf?.get(index)
    return status !== undefined && !statuses.includes(status)
  }
  const isMarked = await markFilter(snapshot, followed, marks, principal)
  return withoutItems(
    followed,
    (item) =>
      classes.has(snapshot.classes[item.classIndex]!.code) || isOther(item) || !isMarked(item)
  )
}

/** Whether an item has one of the wanted marks; every one has when none is wanted. */
async function markFilter(
  { graph }: ImpactSnapshot,
  items: readonly ReachedItem[],
  marks: ImpactPicture['marks'],
  principal: Principal
): Promise<(item: ReachedItem) => boolean> {
  if (marks.length === 0) return () => true
  const visible = items.filter(({ isVisible }) => isVisible)
  const ids = visible.map(({ index }) => graph.ids[index]!).filter((id) => id > 0)
  const marked = await markedItems(ids, marks, principal)
  return ({ index }) => marked.has(graph.ids[index]!)
}

async function groupNames(
  { snapshot }: ImpactAnswer,
  reached: ReachedItem[],
  { grouping }: ImpactPicture
): Promise<Map<number, number>> {
  if (grouping === 'site') return placesOf(snapshot, reached)
  return grouping === 'service' ? serviceWays(reached) : new Map<number, number>()
}

function groupingsFor(
  { grouping }: ImpactPicture,
  groupedBy: ReadonlyMap<number, number>
): readonly Grouping[] {
  if (grouping === 'auto') return AUTOMATIC
  if (grouping === 'class') return BY_CLASS
  return groupingsBy(({ index }) => groupedBy.get(index) ?? null)
}

function countBy<Key>(items: ReachedItem[], keyOf: (item: ReachedItem) => Key): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const item of items) {
    if (item.level > 0) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  }
  return counts
}
