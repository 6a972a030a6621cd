import { computeImpact } from '#cmdb/workflow/impact'
import { buildImpactGraph } from '#cmdb/workflow/impact_graph'
import { serviceGraph, serviceNodeId, type StandIn } from '#cmdb/workflow/service_edges'
import { idsIn, nodes, relationTypes } from '#tests/helpers/impact_graphs'
import { test } from '@japa/runner'

const MAIL = 1
const ACCESS = 2
const types = [
  ...relationTypes,
  {
    code: 'realised_by',
    impactFlow: 'target_to_source' as const,
    defaultRule: { type: 'all' as const, value: null },
  },
]

const ours = (id: number, serviceId: number): StandIn => ({ id, serviceId, isOurs: true })
const theirs = (id: number, serviceId: number): StandIn => ({ id, serviceId, isOurs: false })

function impact(needs: [number, number[]][], standIns: StandIn[], failed: number[]) {
  const { ownNodes, relations } = serviceGraph({
    ...{ serviceIds: [MAIL, ACCESS], needs: new Map(needs), standIns },
  })
  const items = standIns.map(({ id }) => id)
  const graph = buildImpactGraph({ nodes: nodes(...ownNodes, ...items), relations, types })
  const result = computeImpact(graph, failed)
  return { ownNodes, down: idsIn(result, 'down'), degraded: idsIn(result, 'degraded') }
}

test.group('Services in the graph', () => {
  test('CAT-04 a dependency holds between the provider’s items', ({ assert }) => {
    const standIns = [ours(100, MAIL), ours(200, ACCESS)]
    const found = impact([[MAIL, [ACCESS]]], standIns, [200])
    assert.deepEqual(found, { ownNodes: [], down: [100, 200], degraded: [] })
  })

  test('CAT-04 a service without an item takes part itself', ({ assert }) => {
    const found = impact([[MAIL, [ACCESS]]], [ours(200, ACCESS)], [200])
    assert.deepEqual(found.ownNodes, [serviceNodeId(MAIL)])
    assert.deepEqual(found.down, [serviceNodeId(MAIL), 200])
  })

  test('CAT-04 of a service that only clients have items for, some degrade it and all take it down', ({
    assert,
  }) => {
    const standIns = [theirs(301, ACCESS), theirs(302, ACCESS)]
    const one = impact([[MAIL, [ACCESS]]], standIns, [301])
    assert.deepEqual(one.down, [301])
    assert.sameMembers(one.degraded, [serviceNodeId(MAIL), serviceNodeId(ACCESS)])
    const both = impact([[MAIL, [ACCESS]]], standIns, [301, 302])
    assert.sameMembers(both.down, [serviceNodeId(MAIL), serviceNodeId(ACCESS), 301, 302])
  })

  test('T1 what a client has of a service stays its own affair', ({ assert }) => {
    const standIns = [ours(100, MAIL), ours(200, ACCESS), theirs(131, MAIL), theirs(231, ACCESS)]
    const own = impact([[MAIL, [ACCESS]]], standIns, [231])
    assert.deepEqual([own.down, own.degraded], [[231], []])
    const provider = impact([[MAIL, [ACCESS]]], standIns, [200])
    assert.deepEqual([provider.down, provider.degraded], [[100, 200], []])
  })

  test('a dependency on what is not in the catalogue any more carries nothing', ({ assert }) => {
    const { relations } = serviceGraph({
      serviceIds: [MAIL],
      needs: new Map([
        [MAIL, [ACCESS]],
        [ACCESS, [MAIL]],
      ]),
      standIns: [ours(100, MAIL), ours(200, ACCESS)],
    })
    assert.isEmpty(relations)
  })
})
