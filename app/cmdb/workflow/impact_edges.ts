import {
  type DependencyRule,
  type DependencyRuleType,
  dependencyRuleTypes,
} from '#cmdb/workflow/dependency_rule'
import { withRoom } from '#cmdb/workflow/growing_column'

export const impactFlows = ['target_to_source', 'source_to_target', 'none'] as const
export type ImpactFlow = (typeof impactFlows)[number]

export interface ImpactRelationType {
  code: string
  impactFlow: ImpactFlow
  defaultRule: DependencyRule
  /** Carries a failure only where a group key says so: cabling does as an uplink (domain 4.3). */
  isCarriedByGroup?: boolean
}

/** The rule columns are read on relations with a group key only; without one the type decides. */
export interface ImpactRelationRow {
  id: number
  typeCode: string
  sourceId: number
  targetId: number
  groupKey: string | null
  ruleType: DependencyRuleType | null
  ruleValue: number | null
  /** In the place of the type's flow. */
  propagates?: ImpactFlow | null
}

/**
 * One place per relation that carries impact between known CIs; the first `count` are in use.
 * Columns instead of objects, because grouping visits them out of order many times.
 */
export interface ImpactEdges {
  count: number
  relationId: Float64Array
  consumer: Int32Array
  member: Int32Array
  type: Int32Array
  /** Which group of the consumer: the type's number, or types.length + the key's number. */
  tag: Int32Array
  /** Place in dependencyRuleTypes, −1 where the relation states no rule. */
  ruleType: Int8Array
  /** NaN stands for no value. */
  ruleValue: Float64Array
  readonly types: readonly ImpactRelationType[]
  readonly typeNumbers: ReadonlyMap<string, number>
  /** The number of each group key. */
  readonly keyNumbers: Map<string, number>
}

const FIRST_SIZE = 64

export function beginEdges(types: readonly ImpactRelationType[]): ImpactEdges {
  return {
    count: 0,
    relationId: new Float64Array(FIRST_SIZE),
    consumer: new Int32Array(FIRST_SIZE),
    member: new Int32Array(FIRST_SIZE),
    type: new Int32Array(FIRST_SIZE),
    tag: new Int32Array(FIRST_SIZE),
    ruleType: new Int8Array(FIRST_SIZE),
    ruleValue: new Float64Array(FIRST_SIZE),
    types,
    typeNumbers: new Map(types.map((type, number) => [type.code, number])),
    keyNumbers: new Map(),
  }
}

/**
 * Adds a relation as a consumer–member pair; the consumer is the end that suffers. One that carries
 * no impact, or whose end `indexOf` does not know, is left out. Throws RangeError on a relation type
 * missing from the table.
 */
export function addEdge(
  edges: ImpactEdges,
  row: ImpactRelationRow,
  indexOf: (id: number) => number | undefined
): void {
  const type = edges.typeNumbers.get(row.typeCode)
  if (type === undefined) throw new RangeError(`Unknown relation type "${row.typeCode}"`)
  const flow = effectiveFlow(row, edges.types[type]!)
  if (flow === 'none') return

  const sourceSuffers = flow === 'target_to_source'
  const consumer = indexOf(sourceSuffers ? row.sourceId : row.targetId)
  const member = indexOf(sourceSuffers ? row.targetId : row.sourceId)
  if (consumer === undefined || member === undefined) return

  const keyed = row.groupKey !== null
  const at = edges.count++
  if (at >= edges.consumer.length) makeRoom(edges, at + 1)
  edges.relationId[at] = row.id
  edges.consumer[at] = consumer
  edges.member[at] = member
  edges.type[at] = type
  edges.tag[at] = keyed ? edges.types.length + numberOf(edges.keyNumbers, row.groupKey!) : type
  edges.ruleType[at] = keyed && row.ruleType ? dependencyRuleTypes.indexOf(row.ruleType) : -1
  edges.ruleValue[at] = row.ruleValue ?? Number.NaN
}

/** Where a failure of one end goes: the relation's own word, else its type's. */
export function effectiveFlow(row: ImpactRelationRow, type: ImpactRelationType): ImpactFlow {
  if (row.propagates) return row.propagates
  return type.isCarriedByGroup && row.groupKey === null ? 'none' : type.impactFlow
}

/** The rule a relation states for its group, null where it states none. */
export function statedRule(edges: ImpactEdges, edge: number): DependencyRule | null {
  const type = dependencyRuleTypes[edges.ruleType[edge]!]
  const value = edges.ruleValue[edge]!
  return type ? { type, value: Number.isNaN(value) ? null : value } : null
}

function makeRoom(edges: ImpactEdges, size: number) {
  edges.relationId = withRoom(edges.relationId, size)
  edges.consumer = withRoom(edges.consumer, size)
  edges.member = withRoom(edges.member, size)
  edges.type = withRoom(edges.type, size)
  edges.tag = withRoom(edges.tag, size)
  edges.ruleType = withRoom(edges.ruleType, size)
  edges.ruleValue = withRoom(edges.ruleValue, size)
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
