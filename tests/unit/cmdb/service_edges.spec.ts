import { computeImpact } from '#cmdb/workflow/impact'
import { buildImpactGraph } from '#cmdb/workflow/impact_graph'
import { serviceGraph, serviceNodeId, type StandIn } from '#cmdb/workflow/service_edges'
import { idsIn, nodes, relationTypes } from '#tests/helpers/impact_graphs'
import { test } from '@japa/runner'

const MAIL = 1
const ACCESS = 2
const PROVIDER = 10
const types = [
  ...relationTypes,
  {
    code: 'realised_by',
    impactFlow: 'target_to_source' as const,
    defaultRule: { type: 'all' as const, value: null },
  },
]

function item(id: number, serviceId: number, organisationId = PROVIDER): StandIn {
  return { id, serviceId, organisationId, isOurs: organisationId === PROVIDER }
}

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
    const standIns = [item(100, MAIL), item(200, ACCESS)]
    const found = impact([[MAIL, [ACCESS]]], standIns, [200])
    assert.deepEqual(found, { ownNodes: [], down: [100, 200], degraded: [] })
  })

  test('CAT-04 a service without an item takes part itself', ({ assert }) => {
    const found = impact([[MAIL, [ACCESS]]], [item(200, ACCESS)], [200])
    assert.deepEqual(found.ownNodes, [serviceNodeId(MAIL)])
    assert.deepEqual(found.down, [serviceNodeId(MAIL), 200])
  })

  test('CAT-04 of a service that only clients have items for, some degrade it and all take it down', ({
    assert,
  }) => {
    const standIns = [item(301, ACCESS, 31), item(302, ACCESS, 32)]
    const one = impact([[MAIL, [ACCESS]]], standIns, [301])
    assert.deepEqual(one.down, [301])
    assert.sameMembers(one.degraded, [serviceNodeId(MAIL), serviceNodeId(ACCESS)])
    const both = impact([[MAIL, [ACCESS]]], standIns, [301, 302])
    assert.sameMembers(both.down, [serviceNodeId(MAIL), serviceNodeId(ACCESS), 301, 302])
  })

  test('T1 a client’s failure takes along what the same client has, not what others have', ({
    assert,
  }) => {
    const standIns = [
      item(100, MAIL),
      item(200, ACCESS),
      item(131, MAIL, 31),
      item(231, ACCESS, 31),
      item(132, MAIL, 32),
    ]
    const found = impact([[MAIL, [ACCESS]]], standIns, [231])
    assert.deepEqual([found.down, found.degraded], [[131, 231], []])
  })

  test('a dependency on what is not in the catalogue any more carries nothing', ({ assert }) => {
    const { relations } = serviceGraph({
      serviceIds: [MAIL],
      needs: new Map([
        [MAIL, [ACCESS]],
        [ACCESS, [MAIL]],
      ]),
      standIns: [item(100, MAIL), item(200, ACCESS)],
    })
    assert.isEmpty(relations)
  })
})
