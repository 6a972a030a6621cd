import { affectedServices, type AffectedService } from '#cmdb/queries/affected_services'
import type { ImpactCounts } from '#cmdb/queries/impact_answer'
import type { ImpactQuery } from '#cmdb/queries/read_impact_query'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { isCatalogueNode, nameAt, serviceAt, type ItemName } from '#cmdb/queries/impact_names'
import type { ImpactTypeFacts } from '#cmdb/queries/impact_types'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { groupFacts } from '#cmdb/workflow/group_facts'
import { drawnItemFacts, type DrawnItemFacts } from '#cmdb/queries/drawn_item_facts'
import { impactBadgeKeys, type ImpactBadge, type ImpactBadgeKey } from '#cmdb/queries/impact_badges'
import type { ImpactPicture } from '#cmdb/queries/read_impact_picture'
import type { ShownImpact } from '#cmdb/queries/shown_impact'
import type { Principal } from '#directory/queries/principal'
import { drawImpact, type Drawing } from '#cmdb/workflow/impact_drawing'
import type { DrawnEdge, DrawnNode, ReachedItem } from '#cmdb/workflow/impact_drawing_parts'

export type ClassLabel = Pick<CiClassFacts, 'code' | 'labelRu' | 'labelEn' | 'icon'>
export type TypeLabel = Omit<ImpactTypeFacts, 'id' | 'impactFlow' | 'defaultRule'>
export type ClassCount = { classCode: string; count: number }

export type ImpactNode = {
  id: string
  /** A service is one of the catalogue that no item of the provider stands for; its number is its code. */
  kind: DrawnNode['kind'] | 'service'
  classCode: string
  /** Null where the reader may not see the item, and on groups. */
  number: string | null
  name: string | null
  organisation: string | null
  /** How many items the node stands for. */
  count: number
  /** The first members of a group. */
  members: ItemName[]
  state: ReachedItem['state']
  level: number
  side: ReachedItem['side']
  isService: boolean
  /** The service of the catalogue the item stands for. */
  serviceCode: string | null
  via: string | null
  viaType: string | null
  /** Of an item that is affected: how the group stands over which it was reached, "2 of 3 up, needs 2". */
  group: { key: string | null; size: number; up: number; required: number } | null
  /** The site or service that a group is of; its members are of different classes. */
  title: string | null
  /** How many items one level deeper it hides. */
  more: number
  openedGroup: string | null
  facts: DrawnItemFacts['facts'] | null
  badges: ImpactBadge[]
}

export type ImpactView = {
  query: ImpactQuery
  picture: ImpactPicture
  counts: ImpactCounts
  /** What the filters can hide: the answer before them, by class and by relation. */
  chips: {
    classes: ClassCount[]
    types: { type: string; count: number }[]
    marks: ImpactBadgeKey[]
  }
  filteredOut: number
  nodes: ImpactNode[]
  edges: DrawnEdge[]
  /** Services among the answer, lost ones first. */
  services: AffectedService[]
  hidden: ClassCount[]
  /** What the picture leaves out; null when it shows everything. */
  truncated: { shown: number; total: number; leftOut: ClassCount[] } | null
  classes: Record<string, ClassLabel>
  types: Record<string, TypeLabel>
}

const LISTED_MEMBERS = 50

/** The page's picture of an answer, without the names the reader may not see. */
export async function impactView(shown: ShownImpact, principal: Principal): Promise<ImpactView> {
  const { snapshot, reached, query, picture, counts } = shown
  const drawing = drawImpact(snapshot.graph, reached, {
    groupings: shown.groupings,
    opened: new Set(picture.opened),
    hiddenTypes: new Set(picture.hiddenTypes),
  })
  const facts = await drawnItemFacts(shown, drawing, principal)
  const hidden = reached.filter((item) => !item.isVisible)
  const classCodes = [...shown.ofClasses].map(([index, count]) => ({
    classCode: snapshot.classes[index]!.code,
    count,
  }))
  return {
    ...{ query, picture, counts, filteredOut: shown.filteredOut },
    chips: {
      classes: classCodes.sort((a, b) => b.count - a.count),
      types: shown.ofTypes,
      marks: impactBadgeKeys(),
    },
    nodes: drawing.nodes.map((node) => toNode(shown, node, facts)),
    edges: drawing.edges,
    services: affectedServices(shown),
    hidden: countByClass(snapshot, hidden),
    truncated: leftOut(snapshot, drawing, reached),
    classes: labelsOf(snapshot, [
      ...shown.ofClasses.keys(),
      ...reached.map(({ classIndex }) => classIndex),
    ]),
    types: typeLabels(snapshot, [...drawing.edges, ...shown.ofTypes]),
  }
}

export function countByClass(snapshot: ImpactSnapshot, items: ReachedItem[]): ClassCount[] {
  const groups = Map.groupBy(items, (item) => item.classIndex)
  return [...groups]
    .map(([index, members]) => ({
      classCode: snapshot.classes[index]!.code,
      count: members.length,
    }))
    .sort((a, b) => b.count - a.count)
}

export function classLabels(
  snapshot: ImpactSnapshot,
  items: ReachedItem[]
): Record<string, ClassLabel> {
  return labelsOf(
    snapshot,
    items.map((item) => item.classIndex)
  )
}

function labelsOf({ classes }: ImpactSnapshot, used: number[]): Record<string, ClassLabel> {
  return Object.fromEntries(
    [...new Set(used)].map((index) => {
      const { code, labelRu, labelEn, icon } = classes[index]!
      return [code, { code, labelRu, labelEn, icon }]
    })
  )
}

export function typeLabels(
  { types }: ImpactSnapshot,
  used: { type: string | null }[]
): Record<string, TypeLabel> {
  const codes = new Set(used.map(({ type }) => type))
  return Object.fromEntries(
    types
      .filter(({ code }) => codes.has(code))
      .map(({ code, consumerRu, consumerEn, memberRu, memberEn }) => [
        code,
        { code, consumerRu, consumerEn, memberRu, memberEn },
      ])
  )
}

function toNode(
  shown: ShownImpact,
  node: DrawnNode,
  known: ReadonlyMap<number, DrawnItemFacts>
): ImpactNode {
  const { snapshot, locale } = shown
  const first = node.items[0]!
  const isItem = node.kind === 'item'
  const named = isItem ? nameAt(snapshot, first.index, locale) : { number: null, name: null }
  const isService = isItem && isCatalogueNode(snapshot, first.index)
  const members = node.kind === 'group' ? node.items.slice(0, LISTED_MEMBERS) : []
  const own = isItem ? known.get(first.index) : undefined
  return {
    id: node.id,
    kind: isService ? 'service' : node.kind,
    ...named,
    classCode: snapshot.classes[first.classIndex]!.code,
    organisation: own?.organisation ?? null,
    count: node.items.length,
    members: members.map((item) => nameAt(snapshot, item.index, locale)),
    // The masked ones of a class may be in different states; the worse one is shown.
    state: node.items.some((item) => item.state === 'down') ? 'down' : first.state,
    level: Math.min(...node.items.map((item) => item.level)),
    side: first.side,
    isService: first.isService,
    serviceCode: isItem ? (serviceAt(snapshot, first.index)?.code ?? null) : null,
    via: node.via,
    viaType: node.via === null ? null : first.viaType,
    group: isItem ? groupOf(shown, first) : null,
    title: node.kind === 'group' ? titleOf(shown, first, known) : null,
    more: isItem ? (shown.more.get(first.index) ?? 0) : 0,
    openedGroup: node.openedGroup,
    facts: own?.facts ?? null,
    badges: own?.badges ?? [],
  }
}

function titleOf(
  { snapshot, locale, picture, groupedBy }: ShownImpact,
  { index }: ReachedItem,
  known: ReadonlyMap<number, DrawnItemFacts>
): string | null {
  const of = groupedBy.get(index)
  if (of === undefined) return null
  return picture.grouping === 'service'
    ? nameAt(snapshot, of, locale).name
    : (known.get(index)?.facts.site ?? null)
}

function groupOf({ snapshot, down }: ShownImpact, { viaGroup, side }: ReachedItem) {
  if (viaGroup === null || side !== 'impacts') return null
  const facts = groupFacts(snapshot.graph, viaGroup, (index) => down.has(index))
  const { key, size, up, required } = facts
  return { key, size, up, required }
}

function leftOut(
  snapshot: ImpactSnapshot,
  drawing: Drawing,
  reached: ReachedItem[]
): ImpactView['truncated'] {
  if (drawing.leftOut.length === 0) return null
  return {
    shown: drawing.shownItems,
    total: reached.length,
    leftOut: countByClass(snapshot, drawing.leftOut),
  }
}
