import { test } from '@japa/runner'
import { computeImpact, dependenciesOf, pathTo } from '#cmdb/workflow/impact'
import { type ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { buildImpactGraph, describeGroup } from '#cmdb/workflow/impact_graph'
import {
  idsIn,
  impactCases,
  nodes,
  relation,
  relationTypes,
  topology,
} from '#tests/helpers/impact_graphs'

function graphOf(ciIds: number[], relations: ImpactRelationRow[]) {
  return buildImpactGraph({ nodes: nodes(...ciIds), relations, types: relationTypes })
}

test.group('Impact: reference cases', () => {
  test('{id} {name}, failed {failed}')
    .with(impactCases())
    .run(({ assert }, { deps, failed, expected }) => {
      const { input, idOf } = topology({ deps, failed })
      const ids = (names: string[]) => names.map((name) => idOf.get(name)!).sort((a, b) => a - b)
      const result = computeImpact(buildImpactGraph(input), ids(failed))

      assert.deepEqual(idsIn(result, 'down'), ids(expected.down))
      assert.deepEqual(idsIn(result, 'degraded'), ids(expected.degraded))
    })

  test('the file holds all 54 cases', ({ assert }) => {
    assert.lengthOf(new Set(impactCases().map((one) => one.id)), 54)
  })
})

test.group('Impact: groups', () => {
  test('relations of one type without a key form one group under the default rule', ({
    assert,
  }) => {
    const graph = graphOf(
      [1, 2, 3],
      [relation(1, 'powered_by', 1, 2), relation(2, 'powered_by', 1, 3)]
    )

    assert.deepEqual(idsIn(computeImpact(graph, [2]), 'degraded'), [1])
    assert.deepEqual(idsIn(computeImpact(graph, [2, 3]), 'down'), [1, 2, 3])
  })

  test('a cluster suffers from its members and stays up with one of them', ({ assert }) => {
    const graph = graphOf(
      [10, 21, 22],
      [relation(1, 'member_of', 21, 10), relation(2, 'member_of', 22, 10)]
    )

    assert.deepEqual(idsIn(computeImpact(graph, [21]), 'degraded'), [10])
    assert.deepEqual(idsIn(computeImpact(graph, [21, 22]), 'down'), [10, 21, 22])
    assert.deepEqual(idsIn(computeImpact(graph, [10]), 'down'), [10])
  })

  test('a shared key joins relations of different types into one group', ({ assert }) => {
    const pair = { key: 'pair', rule: 'any' as const }
    const graph = graphOf(
      [1, 2, 3],
      [relation(1, 'depends_on', 1, 2, pair), relation(2, 'powered_by', 1, 3, pair)]
    )

    assert.deepEqual(idsIn(computeImpact(graph, [2]), 'degraded'), [1])
    assert.equal(computeImpact(graph, [2, 3]).downCount, 3)
  })

  test('the same key on another consumer is another group', ({ assert }) => {
    const pair = { key: 'pair', rule: 'any' as const }
    const graph = graphOf(
      [1, 2, 3],
      [relation(1, 'depends_on', 1, 3, pair), relation(2, 'depends_on', 2, 3, pair)]
    )

    assert.deepEqual(idsIn(computeImpact(graph, [3]), 'down'), [1, 2, 3])
  })

  test('a member named twice counts once', ({ assert }) => {
    const need = { key: 'need', rule: 'at_least' as const, value: 2 }
    const graph = graphOf(
      [1, 2, 3, 4],
      [2, 2, 3, 4].map((member, at) => relation(at + 1, 'depends_on', 1, member, need))
    )
    const { entries, downCount } = computeImpact(graph, [2])

    assert.equal(downCount, 1)
    assert.deepEqual(describeGroup(graph, entries[1]!.viaGroup!), {
      consumerId: 1,
      key: 'need',
      required: 2,
      size: 3,
    })
  })

  test('the relation with the lowest id states the rule of its group', ({ assert }) => {
    const rows = [
      relation(2, 'depends_on', 1, 20, { key: 'k', rule: 'all' }),
      relation(1, 'depends_on', 1, 30, { key: 'k', rule: 'any' }),
    ]

    assert.equal(computeImpact(graphOf([1, 20, 30], rows), [20]).downCount, 1)
    assert.equal(computeImpact(graphOf([1, 20, 30], rows.toReversed()), [20]).downCount, 1)
  })

  test('a shared key without a rule takes the default of its lowest relation id', ({ assert }) => {
    const rows = [
      relation(2, 'depends_on', 1, 20, { key: 'k' }),
      relation(1, 'powered_by', 1, 30, { key: 'k' }),
    ]

    assert.equal(computeImpact(graphOf([1, 20, 30], rows), [20]).downCount, 1)
    assert.equal(computeImpact(graphOf([1, 20, 30], rows.toReversed()), [20]).downCount, 1)
  })

  test('a rule that asks for more members than there are means all of them', ({ assert }) => {
    const need = { key: 'need', rule: 'at_least' as const, value: 5 }
    const graph = graphOf(
      [1, 2, 3],
      [relation(1, 'depends_on', 1, 2, need), relation(2, 'depends_on', 1, 3, need)]
    )

    assert.equal(computeImpact(graph, []).downCount, 0)
    assert.deepEqual(idsIn(computeImpact(graph, [3]), 'down'), [1, 3])
  })

  test('relations without impact and to CIs outside the snapshot are left out', ({ assert }) => {
    const graph = graphOf(
      [1, 2],
      [relation(1, 'documented_in', 1, 2), relation(2, 'depends_on', 1, 99)]
    )

    assert.deepEqual(idsIn(computeImpact(graph, [2]), 'down'), [2])
    assert.deepEqual(idsIn(computeImpact(graph, [99]), 'down'), [99])
  })

  test('a relation of an unknown type is refused', ({ assert }) => {
    assert.throws(
      () => graphOf([1, 2], [relation(1, 'hugs', 1, 2)]),
      'Unknown relation type "hugs"'
    )
  })
})

test.group('Impact: levels and paths', () => {
  // 5 needs 4, 4 needs 3, and so on; 6 is degraded by 3 because it has 2 other suppliers
  const spare = { key: 'spare', rule: 'any' as const }
  const chain = [2, 3, 4, 5].map((ci) => relation(ci, 'depends_on', ci, ci - 1))
  const branch = [3, 7, 8].map((ci) => relation(60 + ci, 'powered_by', 6, ci, spare))
  const graph = graphOf([1, 2, 3, 4, 5, 6, 7, 8], [...chain, ...branch])

  test('a path leads from the failed CI and names the neighbour, type and level', ({ assert }) => {
    const path = pathTo(computeImpact(graph, [1]), 6)

    assert.deepEqual(
      path.map(({ ciId, state, level, viaCiId, viaType }) => [
        ciId,
        state,
        level,
        viaCiId,
        viaType,
      ]),
      [
        [1, 'down', 0, null, null],
        [2, 'down', 1, 1, 'depends_on'],
        [3, 'down', 2, 2, 'depends_on'],
        [6, 'degraded', 3, 3, 'powered_by'],
      ]
    )
    assert.deepEqual(pathTo(computeImpact(graph, [1]), 7), [])
  })

  test('a degraded CI stands at its distance from the nearest trouble', ({ assert }) => {
    const chainDown = [2, 3, 4].map((ci) => relation(ci, 'depends_on', ci, ci - 1))
    const chainDegraded = [
      [11, 1],
      [11, 90],
      [12, 11],
      [13, 12],
    ].map(([ci, member], at) => relation(10 + at, 'powered_by', ci!, member!))
    const ends = [
      [20, 2],
      [20, 13],
      [21, 4],
      [21, 11],
    ].map(([ci, member], at) => relation(20 + at, 'powered_by', ci!, member!))
    const forked = graphOf(
      [1, 2, 3, 4, 11, 12, 13, 20, 21, 90],
      [...chainDown, ...chainDegraded, ...ends]
    )
    const result = computeImpact(forked, [1])

    assert.deepEqual(idsIn(result, 'degraded'), [11, 12, 13, 20, 21])
    assert.deepEqual(
      [20, 21].map((ci) => pathTo(result, ci).map((step) => step.ciId)),
      [
        [1, 2, 20],
        [1, 11, 21],
      ]
    )
  })

  test('a depth limit cuts the report, tells so and keeps the totals', ({ assert }) => {
    const cut = computeImpact(graph, [1], { maxDepth: 2 })

    assert.deepEqual(
      cut.entries.map((entry) => entry.ciId),
      [1, 2, 3]
    )
    assert.isTrue(cut.truncated)
    assert.deepEqual([cut.downCount, cut.degradedCount], [5, 1])
    assert.isFalse(computeImpact(graph, [1], { maxDepth: 4 }).truncated)
  })

  test('a CI that goes down late is never reported as degraded by a depth limit', ({ assert }) => {
    const late = graphOf(
      [1, 2, 3, 9],
      [
        relation(1, 'depends_on', 2, 1),
        relation(2, 'depends_on', 3, 2),
        relation(3, 'powered_by', 9, 1),
        relation(4, 'powered_by', 9, 3),
      ]
    )

    assert.equal(pathTo(computeImpact(late, [1]), 9).at(-1)?.level, 3)
    assert.deepEqual(idsIn(computeImpact(late, [1], { maxDepth: 1 }), 'degraded'), [])
  })

  test('the dependencies of a CI come by level, whatever the rules', ({ assert }) => {
    const all = dependenciesOf(graph, [6])
    const near = dependenciesOf(graph, [6], { maxDepth: 1 })

    assert.deepEqual(
      all.entries.map(({ ciId, level }) => [ciId, level]),
      [
        [6, 0],
        [3, 1],
        [7, 1],
        [8, 1],
        [2, 2],
        [1, 3],
      ]
    )
    assert.deepEqual(
      near.entries.map((entry) => entry.ciId),
      [6, 3, 7, 8]
    )
    assert.deepEqual([all.truncated, near.truncated], [false, true])
    assert.isFalse(dependenciesOf(graph, [6], { maxDepth: 3 }).truncated)
    assert.deepEqual(
      pathTo(all, 1).map((step) => step.ciId),
      [6, 3, 2, 1]
    )
  })

  test('a CI without relations gives only itself, in the snapshot or not', ({ assert }) => {
    const lonely = graphOf([5], [])

    for (const ciId of [5, 6]) {
      const alone = { ciId, level: 0, viaCiId: null, viaType: null, viaGroup: null }
      assert.deepEqual(computeImpact(lonely, [ciId]), {
        entries: [{ ...alone, state: 'down' }],
        downCount: 1,
        degradedCount: 0,
        truncated: false,
      })
      assert.deepEqual(dependenciesOf(lonely, [ciId]), { entries: [alone], truncated: false })
    }
  })

  test('a ring of 20,000 CIs comes to an end both ways', ({ assert }) => {
    const size = 20_000
    const ring = Array.from({ length: size }, (_, ci) => ci)
    const rows = ring.map((ci) => relation(ci, 'depends_on', ci, (ci + 1) % size))
    const circle = graphOf(ring, rows)

    assert.equal(computeImpact(circle, []).downCount, 0)
    assert.equal(computeImpact(circle, [7]).downCount, size)
    assert.equal(dependenciesOf(circle, [7]).entries.at(-1)?.level, size - 1)
  })
})
