import { commonCauses } from '#cmdb/workflow/common_cause'
import { computeImpact, dependenciesOf } from '#cmdb/workflow/impact'
import { addEdge, beginEdges, type ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { buildImpactGraph, standbysByIndex, type ImpactGraph } from '#cmdb/workflow/impact_graph'
import { addNode, replaceNeeds } from '#cmdb/workflow/impact_patch'
import { singlePointFinder } from '#cmdb/workflow/single_points'
import { idsIn, nodes, relationTypes } from '#tests/helpers/impact_graphs'
import {
  consumerAndMember,
  failures,
  graphs,
  nodeIds,
  slowImpact,
} from '#tests/helpers/impact_model'
import { test } from '@japa/runner'
import fc from 'fast-check'

const pairs = fc.array(fc.tuple(fc.constantFrom(...nodeIds), fc.constantFrom(...nodeIds)), {
  maxLength: 4,
})
const carried = relationTypes.filter(({ impactFlow }) => impactFlow !== 'none')
const row = fc.record({
  typeCode: fc.constantFrom(...carried.map(({ code }) => code)),
  sourceId: fc.constantFrom(...nodeIds),
  targetId: fc.constantFrom(...nodeIds),
  groupKey: fc.constantFrom(null, 'rack', 'pair'),
  ruleType: fc.constantFrom(null, 'all' as const, 'any' as const, 'at_least' as const),
  ruleValue: fc.constantFrom(null, 1, 2),
})
/** Adds a relation, or takes the so-many-th away. */
const change = fc.oneof(row, fc.nat(30))

function answer(graph: ImpactGraph, failed: readonly number[]) {
  const { entries } = computeImpact(graph, failed)
  return entries.map(({ ciId, state, level }) => `${level} ${state} ${ciId}`).sort()
}

/** What the needs of each consumer are, in whatever order and place the graph keeps them. */
function needs(graph: ImpactGraph) {
  return nodeIds.map((id) =>
    dependenciesOf(graph, [id], { maxDepth: 1 })
      .entries.map(({ ciId }) => ciId)
      .sort()
  )
}

test.group('Impact: properties of patches and of what is asked', () => {
  test('spared items stay up, pass nothing on, and sparing more never takes more down', ({
    assert,
  }) => {
    fc.assert(
      fc.property(graphs, failures, failures, (input, failed, spared) => {
        const graph = buildImpactGraph(input)
        const held = new Set(spared.map((id) => graph.indexOf.get(id)!))
        const result = computeImpact(graph, failed, { isSpared: (index) => held.has(index) })
        const down = idsIn(result, 'down')
        const kept = spared.filter((id) => !failed.includes(id))
        // What stays up whatever fails is as one that needs nothing.
        const cut = input.relations.filter((each) => !kept.includes(consumerAndMember(each)[0]))
        const expected = slowImpact(cut, failed)

        assert.isEmpty(down.filter((id) => kept.includes(id)))
        assert.sameMembers(down, [...expected.down.keys()])
        assert.sameMembers(idsIn(result, 'degraded'), [...expected.degraded.keys()])
        assert.includeMembers(idsIn(computeImpact(graph, failed), 'down'), down)
      }),
      { numRuns: 500 }
    )
  })

  test('a standby never takes more down, and what it stands in for is down only with it', ({
    assert,
  }) => {
    fc.assert(
      fc.property(graphs, failures, pairs, (input, failed, standbys) => {
        const without = idsIn(computeImpact(buildImpactGraph(input), failed), 'down')
        const graph = buildImpactGraph({ ...input, standbys })
        assert.includeMembers(without, idsIn(computeImpact(graph, failed), 'down'))
      }),
      { numRuns: 500 }
    )
    const [app, active, standby] = nodeIds as [number, number, number]
    const graph = buildImpactGraph({
      ...{ nodes: nodes(...nodeIds), types: relationTypes, standbys: [[active, standby]] },
      relations: [{ ...PLAIN, id: 1, sourceId: app, targetId: active }],
    })
    assert.deepEqual(answer(graph, [active]), [`0 down ${active}`, `1 degraded ${app}`])
    assert.include(answer(graph, [active, standby]), `1 down ${app}`)
  })

  test('a graph that was patched again and again answers as one built anew', ({ assert }) => {
    fc.assert(
      fc.property(
        graphs,
        fc.array(fc.tuple(change, failures), { minLength: 1, maxLength: 12 }),
        pairs,
        (input, changes, standbys) => {
          const rows = new Map(input.relations.map((each) => [each.id, each]))
          const graph = buildImpactGraph({ ...input, nodes: input.nodes.slice(2), standbys })
          for (const id of nodeIds.filter((each) => !graph.indexOf.has(each))) addNode(graph, id)
          patch(graph, rows, nodeIds, standbys)
          for (const [step, failed] of changes) {
            const dirty = applyTo(rows, step)
            patch(graph, rows, dirty, standbys)
            const fresh = buildImpactGraph({
              ...{ ...input, standbys },
              relations: rows.values(),
            })
            assert.deepEqual(answer(graph, failed), answer(fresh, failed))
            assert.deepEqual(needs(graph), needs(fresh))
          }
        }
      ),
      { numRuns: 300 }
    )
  })

  test('single points are those that a failure of each alone would tell', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, pairs, (input, watched, standbys) => {
        const graph = buildImpactGraph({ ...input, standbys })
        const rankOf = (id: number) => (watched.includes(id) ? id % 4 : null)
        const find = singlePointFinder(graph, (index) => rankOf(graph.ids[index]!))
        for (const id of nodeIds) {
          const index = graph.indexOf.get(id)!
          const down = idsIn(computeImpact(graph, [id]), 'down').filter((each) => each !== id)
          const lost = down.filter((each) => watched.includes(each))
          const found = find(index)
          assert.equal(found !== null, lost.length > 0)
          if (!found) continue
          assert.equal(found.down, down.length)
          assert.equal(found.watched, lost.length)
          assert.equal(found.rank, Math.min(...lost.map((each) => each % 4)))
          assert.sameMembers([...found.first], lost)
        }
      }),
      { numRuns: 500 }
    )
  })

  test('a common cause covers what it says, and none covers more than the first', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, (input, alarming) => {
        const graph = buildImpactGraph(input)
        const causes = commonCauses(graph, alarming)
        for (const { ciId, covered, degraded, silent } of causes) {
          const result = computeImpact(graph, [ciId])
          const down = idsIn(result, 'down')
          assert.sameMembers(
            covered,
            alarming.filter((id) => down.includes(id))
          )
          assert.sameMembers(
            degraded,
            alarming.filter((id) => idsIn(result, 'degraded').includes(id))
          )
          assert.equal(silent, down.length - covered.length)
        }
        const best = Math.max(
          0,
          ...nodeIds.map(
            (id) =>
              idsIn(computeImpact(graph, [id]), 'down').filter((each) => alarming.includes(each))
                .length
          )
        )
        assert.equal(causes[0]?.covered.length ?? 0, best)
      }),
      { numRuns: 300 }
    )
  })
})

const PLAIN = {
  ...{ typeCode: 'depends_on', groupKey: null, ruleType: null, ruleValue: null },
} satisfies Partial<ImpactRelationRow>

type Step = Omit<ImpactRelationRow, 'id'> | number

/** Makes the change; answers which CIs need something else since. */
function applyTo(rows: Map<number, ImpactRelationRow>, step: Step): number[] {
  if (typeof step !== 'number') {
    const added = { id: Math.max(0, ...rows.keys()) + 1, ...step }
    rows.set(added.id, added)
    return [consumerAndMember(added)[0]]
  }
  const removed = [...rows.values()].at(step % Math.max(1, rows.size))
  if (!removed) return []
  rows.delete(removed.id)
  return [consumerAndMember(removed)[0]]
}

function patch(
  graph: ImpactGraph,
  rows: ReadonlyMap<number, ImpactRelationRow>,
  dirty: readonly number[],
  pairsOf: readonly (readonly [number, number])[]
) {
  const known = (id: number) => graph.indexOf.get(id)
  const edges = beginEdges(relationTypes)
  for (const each of rows.values()) {
    if (dirty.includes(consumerAndMember(each)[0])) addEdge(edges, each, known)
  }
  const consumers = dirty.map((id) => known(id)!)
  replaceNeeds(graph, consumers, edges, standbysByIndex(pairsOf, known))
}
