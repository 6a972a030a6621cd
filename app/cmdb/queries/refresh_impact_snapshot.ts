import { catalogueNodes } from '#cmdb/queries/catalogue_nodes'
import { graphChanges, type GraphChanges } from '#cmdb/queries/graph_changes'
import { impactItems, type ImpactItem } from '#cmdb/queries/impact_items'
import { currentRelations } from '#cmdb/queries/impact_relations'
import {
  catalogueNeedsOf,
  loadImpactSnapshot,
  setItem,
  setServiceNode,
  type ImpactSnapshot,
  type SnapshotMoment,
} from '#cmdb/queries/load_impact_snapshot'
import { relatedIds } from '#cmdb/queries/related_ids'
import { turningConsumers } from '#cmdb/queries/turning_consumers'
import { addEdge, beginEdges, type ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { eachMembership, standbysByIndex } from '#cmdb/workflow/impact_graph'
import { addNode, isWornOut, replaceNeeds } from '#cmdb/workflow/impact_patch'

/**
 * The snapshot at a later moment: the same one with what the journal names read anew, or a new one
 * where the journal does not say or too much has gathered. All that is read comes before the first
 * change, so that an answer never sees half of it.
 */
export async function refreshImpactSnapshot(
  snapshot: ImpactSnapshot,
  moment: SnapshotMoment
): Promise<ImpactSnapshot> {
  const changes = isWornOut(snapshot.graph)
    ? null
    : await graphChanges(snapshot.version, moment.version)
  const patch = changes && (await readPatch(snapshot, moment, changes))
  if (!patch) return loadImpactSnapshot(moment)
  applyPatch(snapshot, moment, patch)
  return snapshot
}

type Patch = NonNullable<Awaited<ReturnType<typeof readPatch>>>

/** Null when an item has a class that this snapshot does not know. */
async function readPatch(snapshot: ImpactSnapshot, { day }: SnapshotMoment, changes: GraphChanges) {
  const items = await impactItems(changes.items)
  if (items.some((item) => classIndexOf(snapshot, item) < 0)) return null

  const turned = items.filter((item) => isGone(snapshot, item.id) !== item.isGone)
  const dirty = new Set([...changes.consumers, ...turned.map(({ id }) => id)])
  for (const id of await relatedIds(turned.map(({ id: item }) => item))) dirty.add(id)
  if (day !== snapshot.day) {
    for (const id of await turningConsumers(snapshot.day, day)) dirty.add(id)
  }

  const source = currentRelations(snapshot.types, day)
  const mayStandBy = changes.standbys.length > 0 || turned.length > 0 || day !== snapshot.day
  const standbyPairs = mayStandBy ? await source.standbys() : null
  for (const [id] of standbyPairs ?? []) addConsumersOf(snapshot, id, dirty)
  for (const id of changes.standbys) addConsumersOf(snapshot, id, dirty)

  const needsCatalogue = changes.isCatalogue || items.some((item) => touchesService(snapshot, item))
  const catalogue = needsCatalogue ? await catalogueNodes() : null
  const catalogueNeeds = catalogue ? catalogueNeedsOf(catalogue) : snapshot.catalogueNeeds
  if (catalogue) addDifferent(snapshot.catalogueNeeds, catalogueNeeds, dirty)

  const rows = await source.neededBy([...dirty].filter((id) => id > 0))
  const added = [...dirty].flatMap((id) => catalogueNeeds.get(id) ?? [])
  return { items, dirty, rows: [...rows, ...added], standbyPairs, catalogue, catalogueNeeds }
}

function applyPatch(snapshot: ImpactSnapshot, { version, day }: SnapshotMoment, patch: Patch) {
  const { graph, classes } = snapshot
  for (const item of patch.items) {
    const index = graph.indexOf.get(item.id) ?? addNode(graph, item.id)
    setItem(snapshot, index, item, classIndexOf(snapshot, item))
  }
  if (patch.catalogue) {
    for (const [id, service] of patch.catalogue.serviceOfNode) {
      if (!patch.catalogue.ownNodes.includes(id)) continue
      setServiceNode(snapshot, graph.indexOf.get(id) ?? addNode(graph, id), service, classes)
    }
    snapshot.services = patch.catalogue.services
    snapshot.catalogueNeeds = patch.catalogueNeeds
  }
  const takesPart = (id: number) => {
    const index = graph.indexOf.get(id)
    return index === undefined || snapshot.gone[index] ? undefined : index
  }
  if (patch.standbyPairs) snapshot.standbys = standbysByIndex(patch.standbyPairs, takesPart)
  patchNeeds(snapshot, patch.dirty, patch.rows, takesPart)
  snapshot.version = version
  snapshot.day = day
}

function patchNeeds(
  snapshot: ImpactSnapshot,
  dirty: ReadonlySet<number>,
  rows: readonly ImpactRelationRow[],
  takesPart: (id: number) => number | undefined
) {
  const { graph, types, standbys } = snapshot
  const consumers = [...dirty].flatMap((id) => graph.indexOf.get(id) ?? [])
  if (consumers.length === 0) return
  const edges = beginEdges(types)
  for (const row of rows) addEdge(edges, row, takesPart)
  replaceNeeds(graph, consumers, edges, standbys)
}

function classIndexOf({ classes }: ImpactSnapshot, { classId }: ImpactItem): number {
  return classes.findIndex(({ id }) => id === classId)
}

function isGone({ graph, gone }: ImpactSnapshot, id: number): boolean {
  const index = graph.indexOf.get(id)
  return index !== undefined && gone[index] === 1
}

/** Whether an item stands, or stood, for a service of the catalogue. */
function touchesService({ graph, serviceIds }: ImpactSnapshot, item: ImpactItem): boolean {
  const index = graph.indexOf.get(item.id)
  return item.serviceId !== 0 || (index !== undefined && serviceIds[index] !== 0)
}

function addConsumersOf({ graph }: ImpactSnapshot, id: number, dirty: Set<number>) {
  const index = graph.indexOf.get(id)
  if (index === undefined) return
  eachMembership(graph, index, (_, consumer) => void dirty.add(graph.ids[consumer]!))
}

function addDifferent(
  before: ReadonlyMap<number, ImpactRelationRow[]>,
  after: ReadonlyMap<number, ImpactRelationRow[]>,
  dirty: Set<number>
) {
  const shapeOf = (rows: ImpactRelationRow[] = []) =>
    rows.map(({ typeCode, targetId }) => `${typeCode} ${targetId}`).join(', ')
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    if (shapeOf(before.get(id)) !== shapeOf(after.get(id))) dirty.add(id)
  }
}
