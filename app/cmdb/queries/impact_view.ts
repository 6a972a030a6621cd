import { affectedServices, type AffectedService } from '#cmdb/queries/affected_services'
import type { ImpactAnswer, ImpactCounts } from '#cmdb/queries/impact_answer'
import type { ImpactQuery } from '#cmdb/queries/read_impact_query'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { isCatalogueNode, nameAt, serviceAt, type ItemName } from '#cmdb/queries/impact_names'
import type { ImpactTypeFacts } from '#cmdb/queries/impact_types'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { groupFacts } from '#cmdb/workflow/group_facts'
import { drawImpact, type Drawing } from '#cmdb/workflow/impact_drawing'
import type { DrawnEdge, DrawnNode, ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import Organisation from '#directory/models/organisation'

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
}

export type ImpactView = {
  query: ImpactQuery
  counts: ImpactCounts
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
export async function impactView(answer: ImpactAnswer): Promise<ImpactView> {
  const { snapshot, reached, query, counts } = answer
  const drawing = drawImpact(snapshot.graph, reached)
  const organisations = await organisationNames(snapshot, drawing)
  const nodes = drawing.nodes.map((node) => toNode(answer, node, organisations))
  const hidden = reached.filter((item) => !item.isVisible)
  return {
    query,
    counts,
    nodes,
    edges: drawing.edges,
    services: affectedServices(answer),
    hidden: countByClass(snapshot, hidden),
    truncated: leftOut(snapshot, drawing, reached),
    classes: classLabels(snapshot, reached),
    types: typeLabels(snapshot, drawing.edges),
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
  { classes }: ImpactSnapshot,
  items: ReachedItem[]
): Record<string, ClassLabel> {
  const used = new Set(items.map((item) => item.classIndex))
  return Object.fromEntries(
    [...used].map((index) => {
      const { code, labelRu, labelEn, icon } = classes[index]!
      return [code, { code, labelRu, labelEn, icon }]
    })
  )
}

export function typeLabels(
  { types }: ImpactSnapshot,
  used: { type: string }[]
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
  answer: ImpactAnswer,
  node: DrawnNode,
  organisations: Map<number, string>
): ImpactNode {
  const { snapshot, locale } = answer
  const first = node.items[0]!
  const isItem = node.kind === 'item'
  const named = isItem ? nameAt(snapshot, first.index, locale) : { number: null, name: null }
  const isService = isItem && isCatalogueNode(snapshot, first.index)
  const members = node.kind === 'group' ? node.items.slice(0, LISTED_MEMBERS) : []
  return {
    id: node.id,
    kind: isService ? 'service' : node.kind,
    ...named,
    classCode: snapshot.classes[first.classIndex]!.code,
    organisation: isItem
      ? (organisations.get(snapshot.organisationIds[first.index]!) ?? null)
      : null,
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
    group: isItem ? groupOf(answer, first) : null,
  }
}

function groupOf({ snapshot, down }: ImpactAnswer, { viaGroup, side }: ReachedItem) {
  if (viaGroup === null || side !== 'impacts') return null
  const facts = groupFacts(snapshot.graph, viaGroup, (index) => down.has(index))
  const { key, size, up, required } = facts
  return { key, size, up, required }
}

async function organisationNames(
  snapshot: ImpactSnapshot,
  { nodes }: Drawing
): Promise<Map<number, string>> {
  const shown = nodes.filter((node) => node.kind === 'item').map((node) => node.items[0]!.index)
  const ids = [...new Set(shown.map((index) => snapshot.organisationIds[index]!))]
  const rows = await Organisation.query().whereIn('id', ids).select('id', 'name')
  return new Map(rows.map((row) => [row.id, row.name]))
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
