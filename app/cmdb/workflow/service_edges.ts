import type { ImpactRelationRow } from '#cmdb/workflow/impact_edges'

/** An item that stands for a service; `isOurs` when it is one of the provider's own. */
export type StandIn = { id: number; serviceId: number; isOurs: boolean }

export type ServiceGraphInput = {
  /** Services that are not retired. */
  serviceIds: readonly number[]
  /** What each service cannot do without. */
  needs: ReadonlyMap<number, readonly number[]>
  standIns: readonly StandIn[]
}

export type ServiceGraph = {
  /** Services that have no item of the provider and take part themselves. */
  ownNodes: number[]
  relations: ImpactRelationRow[]
}

/** A service's own node; ids of items are above 0. */
export function serviceNodeId(serviceId: number): number {
  return -serviceId
}

/**
 * What the catalogue adds to the graph of items (CAT-04). A service is the provider's items that
 * stand for it; without any it is a node of its own, down when all items that stand for it elsewhere
 * are. A dependency of services holds between these. What a client has of a service may be built in
 * another way: its item says by its own relations what it needs.
 */
export function serviceGraph({ serviceIds, needs, standIns }: ServiceGraphInput): ServiceGraph {
  const itemsOf = Map.groupBy(standIns, (item) => item.serviceId)
  const known = new Set(serviceIds)
  const nodesOf = new Map<number, number[]>()
  const ownNodes: number[] = []
  const rows: Omit<ImpactRelationRow, 'id'>[] = []

  for (const serviceId of serviceIds) {
    const items = itemsOf.get(serviceId) ?? []
    const ours = items.filter(({ isOurs }) => isOurs).map(({ id }) => id)
    const node = serviceNodeId(serviceId)
    nodesOf.set(serviceId, ours.length > 0 ? ours : [node])
    if (ours.length > 0) continue
    ownNodes.push(node)
    for (const { id } of items) rows.push(realisedBy(node, id))
  }
  for (const [serviceId, neededIds] of needs) {
    if (!known.has(serviceId)) continue
    for (const neededId of neededIds.filter((id) => known.has(id))) {
      rows.push(...dependencies(nodesOf.get(serviceId)!, nodesOf.get(neededId)!))
    }
  }
  // Ids of stored relations are above 0.
  const relations = rows.map((row, at) => ({ ...row, id: -1 - at }))
  return { ownNodes: ownNodes.reverse(), relations }
}

/** Whatever an installation makes of the types. */
const CARRIED = { propagates: 'target_to_source' } as const

function realisedBy(source: number, target: number): Omit<ImpactRelationRow, 'id'> {
  const group = { groupKey: 'catalogue', ruleType: 'any', ruleValue: null, ...CARRIED } as const
  return { typeCode: 'realised_by', sourceId: source, targetId: target, ...group }
}

function dependencies(sources: readonly number[], targets: readonly number[]) {
  const alone = { groupKey: null, ruleType: null, ruleValue: null, ...CARRIED }
  return sources.flatMap((sourceId) =>
    targets.map((targetId) => ({ typeCode: 'depends_on', sourceId, targetId, ...alone }))
  )
}
