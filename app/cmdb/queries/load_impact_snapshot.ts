import {
  CATALOGUE_CLASS,
  catalogueNodes,
  type CatalogueNodes,
  type ServiceFacts,
} from '#cmdb/queries/catalogue_nodes'
import { ciClassTable, type CiClassFacts } from '#cmdb/queries/ci_class_table'
import { goneOn } from '#cmdb/queries/gone_on'
import { eachImpactItem, type ImpactItem } from '#cmdb/queries/impact_items'
import {
  currentRelations,
  relationsAsOf,
  type RelationSource,
} from '#cmdb/queries/impact_relations'
import { impactTypes, type ImpactTypeFacts } from '#cmdb/queries/impact_types'
import { addEdge, beginEdges, type ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { graphOf, standbysByIndex, type ImpactGraph } from '#cmdb/workflow/impact_graph'
import type { Standbys } from '#cmdb/workflow/standbys'

/**
 * The graph of the whole installation and facts of its items by the graph's index: columns instead of
 * objects, 100,000 items stay small. The snapshot of today is brought up to date in place: an index
 * keeps its item, facts become newer, new items come at the end.
 */
export type ImpactSnapshot = {
  /** The version of the data it shows, and the day whose relations it holds. */
  version: number
  day: string
  graph: ImpactGraph
  numbers: string[]
  names: string[]
  /** 0 for services that are nodes themselves. */
  organisationIds: number[]
  /** The catalogue's service the item stands for, 0 for none. */
  serviceIds: number[]
  /** Place in `classes`. */
  classIndexes: number[]
  /** Place in ENVIRONMENTS, −1 for services that are nodes themselves. */
  environments: number[]
  /** 1 is the most critical; 0 for services that are nodes themselves. */
  criticalities: number[]
  /** 1 for items that were retired or disposed of: known by name, out of the graph. */
  gone: number[]
  classes: CiClassFacts[]
  types: ImpactTypeFacts[]
  /** The catalogue's services that are not retired, by id. */
  services: Map<number, ServiceFacts>
  standbys: Standbys
  /** What the catalogue adds, by the id of the end that suffers. */
  catalogueNeeds: Map<number, ImpactRelationRow[]>
}

export type SnapshotMoment = { version: number; day: string; isPast: boolean }

/** Reads the items and relations of the whole installation, and its services, into one graph. */
export async function loadImpactSnapshot({
  version,
  day,
  isPast,
}: SnapshotMoment): Promise<ImpactSnapshot> {
  const classes = [...(await ciClassTable()), CATALOGUE_CLASS]
  const types = await impactTypes()
  const catalogue = await catalogueNodes()
  const { ids, ...columns } = await readItems(classes, catalogue, isPast ? day : null)
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const takesPart = (id: number) => {
    const index = indexOf.get(id)
    return index === undefined || columns.gone[index] ? undefined : index
  }
  const source = isPast ? relationsAsOf(types, day) : currentRelations(types, day)
  const edges = await readEdges(types, source, catalogue, takesPart)
  const standbys = standbysByIndex(await source.standbys(), takesPart)
  const graph = graphOf(ids, indexOf, edges, standbys)
  return {
    ...{ version, day, graph, classes, types, standbys, services: catalogue.services },
    ...columns,
    catalogueNeeds: catalogueNeedsOf(catalogue),
  }
}

async function readEdges(
  types: ImpactTypeFacts[],
  source: RelationSource,
  catalogue: CatalogueNodes,
  takesPart: (id: number) => number | undefined
) {
  const edges = beginEdges(types)
  await source.each((row) => addEdge(edges, row, takesPart))
  for (const row of catalogue.relations) addEdge(edges, row, takesPart)
  return edges
}

/** Columns by ascending id: services that are nodes themselves stand before the items. */
async function readItems(classes: CiClassFacts[], catalogue: CatalogueNodes, asOf: string | null) {
  const ids: number[] = []
  const columns = emptyColumns()
  const classIndexOf = new Map(classes.map(({ id }, index) => [id, index]))
  for (const id of catalogue.ownNodes) {
    setServiceNode(columns, ids.push(id) - 1, catalogue.serviceOfNode.get(id)!, classes)
  }
  const wasGone = asOf === null ? null : await goneOn(asOf)
  await eachImpactItem(asOf, (item) => {
    const isGone = wasGone ? wasGone(item.id, item.isGone) : item.isGone
    const classIndex = classIndexOf.get(item.classId)!
    setItem(columns, ids.push(item.id) - 1, { ...item, isGone }, classIndex)
  })
  return { ids, ...columns }
}

type Columns = Pick<
  ImpactSnapshot,
  | 'numbers'
  | 'names'
  | 'organisationIds'
  | 'serviceIds'
  | 'classIndexes'
  | 'environments'
  | 'criticalities'
  | 'gone'
>

function emptyColumns(): Columns {
  return {
    ...{ numbers: [], names: [], organisationIds: [], serviceIds: [], classIndexes: [] },
    ...{ environments: [], criticalities: [], gone: [] },
  }
}

/** Writes what is known of an item to its place. */
export function setItem(columns: Columns, at: number, item: ImpactItem, classIndex: number) {
  columns.numbers[at] = item.number
  columns.names[at] = item.name
  columns.organisationIds[at] = item.organisationId
  columns.serviceIds[at] = item.serviceId
  columns.classIndexes[at] = classIndex
  columns.environments[at] = item.environment
  columns.criticalities[at] = item.criticality
  columns.gone[at] = item.isGone ? 1 : 0
}

/** The same for a service that is a node itself. */
export function setServiceNode(
  columns: Columns,
  at: number,
  service: ServiceFacts,
  classes: readonly CiClassFacts[]
) {
  columns.numbers[at] = service.code
  columns.names[at] = service.nameRu || service.nameEn
  columns.organisationIds[at] = 0
  columns.serviceIds[at] = service.id
  columns.classIndexes[at] = classes.findIndex(({ id }) => id === CATALOGUE_CLASS.id)
  columns.environments[at] = -1
  columns.criticalities[at] = 0
  columns.gone[at] = 0
}

/** What the catalogue adds to what each node needs. */
export function catalogueNeedsOf({ relations }: CatalogueNodes): Map<number, ImpactRelationRow[]> {
  return Map.groupBy(relations, ({ sourceId }) => sourceId)
}
