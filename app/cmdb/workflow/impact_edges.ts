import {
  type DependencyRule,
  type DependencyRuleType,
  dependencyRuleTypes,
} from '#cmdb/workflow/dependency_rule'

export const impactFlows = ['target_to_source', 'source_to_target', 'none'] as const
export type ImpactFlow = (typeof impactFlows)[number]

export interface ImpactRelationType {
  code: string
  impactFlow: ImpactFlow
  defaultRule: DependencyRule
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
  types: ImpactRelationType[]
  keys: string[]
}

/**
 * Turns relations into consumer–member pairs. The consumer is the end that suffers.
 * Relations that carry no impact, or reach a CI outside the snapshot, are left out.
 * Throws RangeError on a relation type missing from the table.
 */
export function readImpactEdges(
  relations: ImpactRelationRow[],
  types: ImpactRelationType[],
  indexOf: ReadonlyMap<number, number>
): ImpactEdges {
  const typeNumbers = new Map(types.map((type, number) => [type.code, number]))
  const keyNumbers = new Map<string, number>()
  const edges = allocateEdges(relations.length, types)

  for (const row of relations) {
    const type = typeNumbers.get(row.typeCode)
    if (type === undefined) throw new RangeError(`Unknown relation type "${row.typeCode}"`)
    const flow = types[type]!.impactFlow
    if (flow === 'none') continue

    const sourceSuffers = flow === 'target_to_source'
    const consumer = indexOf.get(sourceSuffers ? row.sourceId : row.targetId)
    const member = indexOf.get(sourceSuffers ? row.targetId : row.sourceId)
    if (consumer === undefined || member === undefined) continue

    const keyed = row.groupKey !== null
    const at = edges.count++
    edges.relationId[at] = row.id
    edges.consumer[at] = consumer
    edges.member[at] = member
    edges.type[at] = type
    edges.tag[at] = keyed ? types.length + numberOf(keyNumbers, row.groupKey!) : type
    edges.ruleType[at] = keyed && row.ruleType ? dependencyRuleTypes.indexOf(row.ruleType) : -1
    edges.ruleValue[at] = row.ruleValue ?? Number.NaN
  }

  edges.keys = [...keyNumbers.keys()]
  return edges
}

/** The rule a relation states for its group, null where it states none. */
export function statedRule(edges: ImpactEdges, edge: number): DependencyRule | null {
  const type = dependencyRuleTypes[edges.ruleType[edge]!]
  const value = edges.ruleValue[edge]!
  return type ? { type, value: Number.isNaN(value) ? null : value } : null
}

function allocateEdges(size: number, types: ImpactRelationType[]): ImpactEdges {
  return {
    count: 0,
    relationId: new Float64Array(size),
    consumer: new Int32Array(size),
    member: new Int32Array(size),
    type: new Int32Array(size),
    tag: new Int32Array(size),
    ruleType: new Int8Array(size),
    ruleValue: new Float64Array(size),
    types,
    keys: [],
  }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
