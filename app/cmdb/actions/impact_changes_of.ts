import type { ImpactChange } from '#cmdb/actions/raise_impact_version'

type Ends = { sourceId: number; targetId: number }

/** What a write of a relation does to the graph: either end may be the one that suffers. */
export function impactChangesOf({ sourceId, targetId }: Ends, typeCode: string): ImpactChange[] {
  const consumers = [sourceId, targetId].map((recordId) => ({
    kind: 'consumer' as const,
    recordId,
  }))
  return typeCode === STANDBY_TYPE
    ? [...consumers, { kind: 'standby', recordId: sourceId }]
    : consumers
}

/** What needs the source of such a relation is content with its target (domain §4.3). */
export const STANDBY_TYPE = 'failover_to'
