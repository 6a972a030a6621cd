import { unrelateConfigurationItems } from '#cmdb/actions/unrelate_configuration_items'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import CiRelation from '#cmdb/models/ci_relation'
import RelationType from '#cmdb/models/relation_type'
import RelationTypePair from '#cmdb/models/relation_type_pair'
import { impactSnapshot } from '#cmdb/queries/impact_snapshot'
import { loadImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { computeImpact } from '#cmdb/workflow/impact'
import { SYSTEM_ACTOR } from '#core/actor'
import { syncRelationTypes } from '#database/reference/relation_types'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'
import { DateTime, Settings } from 'luxon'

const down = async (id: number, asOf: string | null = null) =>
  computeImpact((await impactSnapshot(asOf)).graph, [id]).downCount

async function pair() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['configuration_manager'] })
  const app = await createConfigurationItem({
    ...{ organisationId: organisation.id, name: 'App', classCode: 'application_instance' },
  })
  const vm = await createConfigurationItem({ organisationId: organisation.id, name: 'VM' })
  return { organisation, user, app, vm }
}

test.group('What relations say', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(() => {
    Settings.now = () => Date.now()
  })

  test('CFG-06 a pair of classes that the type does not link is refused by name', async ({
    client,
    assert,
  }) => {
    const { user, app, vm } = await pair()
    const answer = await client
      .post(`/configuration-items/${vm.number}/relations`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .header('accept-language', 'en')
      .json({ typeCode: 'powered_by', direction: 'forward', otherId: app.id })
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'otherId')
    assert.match(answer.body().errors[0].message, /Facility and power|Помещения/)
    assert.isNull(await CiRelation.query().where('source_id', vm.id).first())
  })

  test('CFG-06 a relation is edited with its history; a stale edit is a conflict', async ({
    client,
    assert,
  }) => {
    const { user, app, vm } = await pair()
    const relation = await relate(app, vm)
    const patch = (version: number, groupKey: string) =>
      client
        .patch(`/configuration-items/${app.number}/relations/${relation.id}`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ version, groupKey, rule: 'at_least', ruleValue: 0 })
    assert.equal(await down(vm.id), 2)
    ;(await patch(1, 'weak')).assertStatus(302)
    assert.equal(await down(vm.id), 1)
    ;(await patch(1, 'other')).assertStatus(409)
    assert.equal((await CiRelation.findOrFail(relation.id)).groupKey, 'weak')
  })

  test('CFG-06 two relations of the same ends may hold one after the other, not at once', async ({
    client,
    assert,
  }) => {
    const { user, app, vm } = await pair()
    const post = (validFrom: string, validTo: string) =>
      client
        .post(`/configuration-items/${app.number}/relations`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({
          ...{ typeCode: 'runs_on', direction: 'forward', otherId: vm.id, validFrom, validTo },
        })
    ;(await post('2026-01-01', '2026-01-31')).assertStatus(302)
    ;(await post('2026-01-31', '2026-03-01')).assertStatus(422)
    ;(await post('2026-02-01', '2026-03-01')).assertStatus(302)
    ;(await post('2026-05-01', '2026-04-01')).assertStatus(422)
    assert.lengthOf(await CiRelation.query().where('source_id', app.id), 2)
  })

  test('CFG-07 a relation taken away is still in the graph of a day before', async ({ assert }) => {
    const start = DateTime.utc().minus({ days: 10 })
    Settings.now = () => start.toMillis()
    const { app, vm } = await pair()
    const relation = await relate(app, vm)
    Settings.now = () => start.plus({ days: 5 }).toMillis()
    await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: relation.id })
    const day = (days: number) => start.plus({ days }).toISODate()!
    assert.equal(await down(vm.id), 1)
    assert.equal(await down(vm.id, day(2)), 2)
    assert.equal(await down(vm.id, day(-1)), 1)
  })

  test('(i) a retired item passes nothing on, and did on the day before', async ({ assert }) => {
    const start = DateTime.utc().minus({ days: 10 })
    Settings.now = () => start.toMillis()
    const { organisation, app, vm } = await pair()
    const service = await createConfigurationItem({
      ...{ organisationId: organisation.id, classCode: 'business_service' },
    })
    await relate(app, vm)
    await relate(service, app)
    assert.equal(await down(vm.id), 3)
    Settings.now = () => start.plus({ days: 5 }).toMillis()
    const retire = (status: 'retired' | 'in_use') =>
      updateConfigurationItem.handle({
        ...{ actor: SYSTEM_ACTOR, itemId: app.id, values: { status } },
      })
    await retire('retired')
    assert.equal(await down(vm.id), 1)
    assert.equal(await down(vm.id, start.plus({ days: 2 }).toISODate()), 3)
    await retire('in_use')
    assert.equal(await down(vm.id), 3)
  })

  test('a refreshed snapshot answers as one that is read anew', async ({ assert }) => {
    const { organisation, app, vm } = await pair()
    await impactSnapshot()
    const service = await createConfigurationItem({
      ...{ organisationId: organisation.id, classCode: 'business_service' },
    })
    const twin = await createConfigurationItem({ organisationId: organisation.id })
    const first = await relate(app, vm)
    await relate(service, app)
    await relate(vm, twin, { typeCode: 'failover_to' })
    const refreshed = await impactSnapshot()
    const { version, day } = refreshed
    const fresh = await loadImpactSnapshot({ version, day, isPast: false })
    for (const { id } of [app, vm, service, twin]) {
      const [one, other] = [refreshed, fresh].map(({ graph }) =>
        computeImpact(graph, [id]).entries.map(({ ciId, state, level }) =>
          [ciId, state, level].join(' ')
        )
      )
      assert.sameMembers(one!, other!)
    }
    assert.equal(await down(vm.id), 1)
    await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: first.id })
    assert.equal(computeImpact((await impactSnapshot()).graph, [vm.id]).degradedCount, 0)
  })

  test('CFG-06 types are kept by who configures the CMDB; a used one stays', async ({
    client,
    assert,
  }) => {
    const { user, app, vm } = await pair()
    await relate(app, vm)
    const agent = await createUser({ roles: ['agent_l2'] })
    const body = {
      ...{ forwardRu: 'зеркалит', forwardEn: 'mirrors', inverseRu: 'зеркало', inverseEn: 'mirror' },
      ...{ impactFlow: 'none', defaultRule: 'all', isCarriedByGroup: false, isSymmetric: false },
      pairs: [{ sourceEnd: 'group:compute', targetEnd: 'class:server' }],
    }
    const post = (by: typeof user) =>
      client
        .post('/relation-types')
        .loginAs(by)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ ...body, code: 'mirrors' })
    ;(await post(agent)).assertStatus(403)
    ;(await post(user)).assertStatus(302)
    ;(await post(user)).assertStatus(422)
    const type = await RelationType.findByOrFail('code', 'mirrors')
    const remove = (code: string, version: number) =>
      client
        .delete(`/relation-types/${code}`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ version })
    ;(await remove('depends_on', 1)).assertStatus(422)
    ;(await remove('mirrors', type.version)).assertStatus(302)
    assert.isNull(await RelationType.findBy('code', 'mirrors'))
    const page = await client.get('/relation-types').loginAs(user).withInertia()
    page.assertStatus(200)
  })

  test('CFG-06 a relation says who reports it and how sure that is', async ({ client, assert }) => {
    const { user, app, vm } = await pair()
    const post = (confidence: number) =>
      client
        .post(`/configuration-items/${app.number}/relations`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({
          ...{ typeCode: 'depends_on', direction: 'forward', otherId: vm.id },
          ...{ dataSource: 'Zabbix', confidence, validFrom: '2026-01-01' },
        })
    ;(await post(101)).assertStatus(422)
    ;(await post(80)).assertStatus(302)
    const relation = await CiRelation.findByOrFail('source_id', app.id)
    assert.containsSubset(relation.$attributes, { dataSource: 'Zabbix', confidence: 80 })
  })

  test('CFG-06 an older installation gets the pairs of types nobody has edited', async ({
    assert,
  }) => {
    const pairsOf = async (code: string) => {
      const { id } = await RelationType.findByOrFail('code', code)
      return (await RelationTypePair.query().where('relation_type_id', id)).length
    }
    const shipped = await pairsOf('powered_by')
    assert.isAbove(shipped, 0)
    await RelationTypePair.query().delete()
    await RelationType.query().where('code', 'runs_on').update({ version: 2 })
    await syncRelationTypes()
    await syncRelationTypes()
    assert.equal(await pairsOf('powered_by'), shipped)
    assert.equal(await pairsOf('runs_on'), 0)
  })

  test('what-if, spared items, environments, causes and what it means', async ({
    client,
    assert,
  }) => {
    const { organisation, user, app, vm } = await pair()
    const twin = await createConfigurationItem({ organisationId: organisation.id })
    const testVm = await createConfigurationItem({
      ...{ organisationId: organisation.id, environment: 'test' },
    })
    const both = { key: 'pair', rule: 'any' as const }
    await relate(app, vm, { group: both })
    await relate(app, twin, { group: both })
    await relate(testVm, vm)
    const ask = async (path: string) => {
      const answer = await client.get(path).loginAs(user)
      answer.assertStatus(200)
      return answer.body()
    }
    const of = (query: string, form = '.json') =>
      ask(`/configuration-items/${vm.number}/impact${form}?${query}`)
    assert.containsSubset((await of('')).counts, { down: 2, degraded: 1 })
    assert.containsSubset((await of(`also=${twin.number}`)).counts, { down: 4, degraded: 0 })
    assert.containsSubset((await of('env=prod')).counts, { down: 1, degraded: 1 })
    assert.containsSubset((await of('env=prod,test')).counts, { down: 2, degraded: 1 })
    assert.containsSubset((await of(`spared=${app.number}`)).counts, { down: 2, degraded: 0 })
    const why = await of(`also=${twin.number}&item=${app.number}`, '/explanation.json')
    assert.containsSubset(why.groups[0], { size: 2, up: 0, required: 1 })
    assert.isArray(await of('', '/consequences.json'))
    const items = `${app.number},${testVm.number}`
    const { causes } = await ask(`/impact/common-cause.json?items=${items}`)
    assert.equal(causes[0].item.number, vm.number)
    const foreign = await createConfigurationItem()
    const stranger = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    const refused = await client
      .get(`/configuration-items/${vm.number}/impact.json?also=${foreign.number}`)
      .loginAs(stranger)
    refused.assertStatus(404)
  })
})
