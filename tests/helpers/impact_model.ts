import fc from 'fast-check'
import { type ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { nodes, relationTypes } from '#tests/helpers/impact_graphs'

export const nodeIds = [3, 14, 159, 2653, 58979, 323846, 2643383279, 5028841971]

/** Small graphs that are rich in cycles, self-relations, repeated members and shared keys. */
export const graphs = fc
  .array(
    fc.record({
      typeCode: fc.constantFrom(...relationTypes.map((type) => type.code)),
      sourceId: fc.constantFrom(...nodeIds),
      targetId: fc.constantFrom(...nodeIds),
      groupKey: fc.constantFrom(null, null, 'rack', 'pair'),
      ruleType: fc.constantFrom(null, 'all', 'any', 'at_least', 'percent'),
      ruleValue: fc.constantFrom(null, 0, 1, 2, 3, 50, 60),
    }),
    { maxLength: 24 }
  )
  .map((rows) => ({
    nodes: nodes(...nodeIds),
    relations: rows.map((row, at): ImpactRelationRow => ({ id: at + 1, ...row })),
    types: relationTypes,
  }))

export const failures = fc.uniqueArray(fc.constantFrom(...nodeIds), { maxLength: 4 })

export function consumerAndMember(row: ImpactRelationRow): [number, number] {
  return row.typeCode === 'member_of' ? [row.targetId, row.sourceId] : [row.sourceId, row.targetId]
}

/** The definition taken literally: rounds over all groups until nothing changes. */
export function slowImpact(relations: ImpactRelationRow[], failedIds: number[]) {
  const groups = slowGroups(relations)
  const levels = new Map(failedIds.map((id) => [id, 0]))
  for (let round = 1; ; round++) {
    const fallen = groups.filter(
      ({ consumer, members, tolerated }) =>
        !levels.has(consumer) && members.filter((id) => levels.has(id)).length > tolerated
    )
    if (fallen.length === 0) break
    for (const { consumer } of fallen) levels.set(consumer, round)
  }

  return { down: levels, degraded: slowDegraded(groups, levels) }
}

/** Distances from the nearest trouble, relaxed until nothing shortens. */
function slowDegraded(groups: ReturnType<typeof slowGroups>, down: Map<number, number>) {
  const levels = new Map(down)
  for (let changed = true; changed;) {
    changed = false
    for (const { consumer, members } of groups) {
      if (down.has(consumer)) continue
      const nearest = Math.min(...members.map((id) => levels.get(id) ?? Infinity)) + 1
      if (nearest >= (levels.get(consumer) ?? Infinity)) continue
      levels.set(consumer, nearest)
      changed = true
    }
  }
  return new Map([...levels].filter(([id]) => !down.has(id)))
}

function slowGroups(relations: ImpactRelationRow[]) {
  const carrying = relations.filter((row) => row.typeCode !== 'documented_in')
  const byGroup = Object.groupBy(carrying, (row) =>
    [consumerAndMember(row)[0], row.groupKey === null ? row.typeCode : `#${row.groupKey}`].join('/')
  )
  return Object.values(byGroup).map((rows = []) => {
    const members = [...new Set(rows.map((row) => consumerAndMember(row)[1]))]
    const tolerated = members.length - slowRequired(rows, members.length)
    return { consumer: consumerAndMember(rows[0]!)[0], members, tolerated }
  })
}

function slowRequired(rows: ImpactRelationRow[], size: number): number {
  const oldestFirst = rows.toSorted((a, b) => a.id - b.id)
  const stating = oldestFirst.find((row) => row.groupKey !== null && row.ruleType !== null)
  const standard = relationTypes.find((type) => type.code === oldestFirst[0]!.typeCode)!
  const type = stating?.ruleType ?? standard.defaultRule.type
  const value = stating ? stating.ruleValue : standard.defaultRule.value
  if (type === 'all') return size
  if (type === 'any') return 1
  if (type === 'at_least') return Math.min(value ?? 1, size)
  return Math.ceil((size * (value ?? 100)) / 100)
}
