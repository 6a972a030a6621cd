import { computeImpact } from '#cmdb/workflow/impact'
import { drawImpact } from '#cmdb/workflow/impact_drawing'
import { MAX_DRAWN_NODES } from '#cmdb/workflow/impact_groupings'
import { MAX_DRAWN_EDGES } from '#cmdb/workflow/impact_drawing_edges'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import { buildImpactGraph } from '#cmdb/workflow/impact_graph'
import { nodes, relation, relationTypes } from '#tests/helpers/impact_graphs'
import { test } from '@japa/runner'

type Facts = (id: number) => Partial<ReachedItem>

/** Draws what fails with item 1, given who needs whom. */
function draw(needs: [consumer: number, member: number][], facts: Facts = () => ({})) {
  const ids = [...new Set(needs.flat())]
  const relations = needs.map(([consumer, member], at) =>
    relation(at + 1, 'depends_on', consumer, member)
  )
  const graph = buildImpactGraph({ nodes: nodes(...ids), relations, types: relationTypes })
  const reached = computeImpact(graph, [1]).entries.map((entry): ReachedItem => ({
    index: graph.indexOf.get(entry.ciId)!,
    side: 'impacts',
    state: entry.state,
    level: entry.level,
    via: entry.viaCiId === null ? null : graph.indexOf.get(entry.viaCiId)!,
    viaType: entry.viaType,
    viaGroup: entry.viaGroup,
    classIndex: 0,
    isService: false,
    isVisible: true,
    ...facts(entry.ciId),
  }))
  return { reached, drawing: drawImpact(graph, reached) }
}

const star = (leaves: number) =>
  Array.from({ length: leaves }, (_, at): [number, number] => [at + 2, 1])

test.group('Drawing an impact answer', () => {
  test('CFG-16 up to sixty nodes every item has its own', ({ assert }) => {
    const { drawing } = draw(star(59))
    assert.lengthOf(drawing.nodes, 60)
    assert.isTrue(drawing.nodes.every((node) => node.kind === 'item'))
  })

  test('CFG-16 above sixty, equal siblings become one node and nothing is lost', ({ assert }) => {
    const { drawing, reached } = draw([...star(100), [200, 2], [201, 3]])
    assert.deepEqual(
      drawing.nodes.map((node) => [node.kind, node.items.length]).sort(),
      [
        ['group', 98],
        ['item', 1],
        ['item', 1],
        ['item', 1],
        ['item', 1],
        ['item', 1],
      ].sort()
    )
    assert.equal(drawing.shownItems, reached.length)
    assert.isEmpty(drawing.leftOut)
  })

  test('services keep their own node beside grouped siblings', ({ assert }) => {
    const { drawing } = draw(star(80), (id) => ({ isService: id < 5 }))
    assert.lengthOf(
      drawing.nodes.filter((node) => node.kind === 'item'),
      1 + 3
    )
  })

  test('CFG-16 a large tangle stays within 150 nodes and 400 edges', ({ assert }) => {
    const needs: [number, number][] = []
    for (let id = 2; id <= 1500; id++) {
      for (const step of [1, 7, 31]) needs.push([id, Math.max(1, id - step)])
    }
    const { drawing, reached } = draw(needs, (id) => ({ classIndex: id % 40 }))
    assert.isAtMost(drawing.nodes.length, MAX_DRAWN_NODES)
    assert.isAtMost(drawing.edges.length, MAX_DRAWN_EDGES)
    assert.equal(drawing.shownItems + drawing.leftOut.length, reached.length)
    assert.equal(drawing.nodes[0]!.items[0]!.level, 0)
  })

  test('edges run the way a failure flows and paths lead back to the origin', ({ assert }) => {
    const { drawing } = draw([
      [2, 1],
      [3, 2],
      [3, 1],
    ])
    const edges = drawing.edges.map(({ from, to, isPath }) => `${from} ${to} ${isPath}`)
    assert.sameMembers(edges, ['c1 c2 true', 'c2 c3 false', 'c1 c3 true'])
    assert.deepEqual(
      drawing.nodes.map((node) => node.via),
      [null, 'c1', 'c1']
    )
  })

  test('T1 masked items share one node per class', ({ assert }) => {
    const { drawing } = draw(star(6), (id) => ({ isVisible: id < 4, classIndex: id === 7 ? 1 : 0 }))
    const hidden = drawing.nodes.filter((node) => node.kind === 'hidden')
    assert.deepEqual(
      hidden.map((node) => [node.id, node.items.length]),
      [
        ['h0', 3],
        ['h1', 1],
      ]
    )
  })
})
