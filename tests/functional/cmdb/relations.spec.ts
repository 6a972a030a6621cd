import CiRelation from '#cmdb/models/ci_relation'
import AuditEvent from '#core/models/audit_event'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

async function twoItems() {
  const organisation = await createOrganisation()
  const common = { organisationId: organisation.id }
  const app = await createConfigurationItem({
    ...common,
    name: 'App',
    classCode: 'application_instance',
  })
  const vm = await createConfigurationItem({ ...common, name: 'VM' })
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  return { app, vm, user, path: `/configuration-items/${app.number}` }
}

test.group('Relations of configuration items', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-06 a relation has a type and a direction and stands in both histories', async ({
    client,
    assert,
  }) => {
    const { app, vm, user, path } = await twoItems()
    const response = await client
      .post(`${path}/relations`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ typeCode: 'runs_on', direction: 'forward', otherId: vm.id })
    response.assertStatus(302)

    const relation = await CiRelation.query()
      .where('source_id', app.id)
      .preload('type')
      .firstOrFail()
    assert.equal(relation.type.code, 'runs_on')
    assert.equal(relation.targetId, vm.id)
    for (const [itemId, direction] of [
      [app.id, 'forward'],
      [vm.id, 'inverse'],
    ] as const) {
      const event = await AuditEvent.query()
        .where({ subjectType: 'configuration_item', subjectId: itemId })
        .orderBy('id', 'desc')
        .firstOrFail()
      assert.equal(event.action, 'configuration_item.related')
      assert.containsSubset(event.changes[0]!.after, { type: 'runs_on', direction })
    }
  })

  test('CFG-06 the inverse direction makes the other end the source', async ({
    client,
    assert,
  }) => {
    const { app, vm, user, path } = await twoItems()
    await client
      .post(`${path}/relations`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ typeCode: 'depends_on', direction: 'inverse', otherId: vm.id })
    assert.isNotNull(
      await CiRelation.query().where({ source_id: vm.id, target_id: app.id }).first()
    )
  })

  test('CFG-06 an item is not related to itself, nor twice to the same item', async ({
    client,
    assert,
  }) => {
    const { app, vm, user, path } = await twoItems()
    await relate(app, vm)
    for (const otherId of [app.id, vm.id]) {
      const response = await client
        .post(`${path}/relations`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .json({ typeCode: 'depends_on', direction: 'forward', otherId })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'otherId')
    }
    assert.lengthOf(await CiRelation.query().where('source_id', app.id), 1)
  })

  test('CFG-06 a symmetric relation is stored once, whoever adds it', async ({
    client,
    assert,
  }) => {
    const { app, vm, user } = await twoItems()
    const post = (item: typeof app, other: typeof app) =>
      client
        .post(`/configuration-items/${item.number}/relations`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ typeCode: 'integrates_with', direction: 'forward', otherId: other.id })
    ;(await post(vm, app)).assertStatus(302)
    ;(await post(app, vm)).assertStatus(422)
    assert.isNotNull(
      await CiRelation.query().where({ source_id: app.id, target_id: vm.id }).first()
    )
  })

  test('T1 an item of a foreign organisation cannot be an end', async ({ client, assert }) => {
    const { app, user, path } = await twoItems()
    const foreign = await createConfigurationItem()
    const relation = await relate(app, foreign)
    const added = await client
      .post(`${path}/relations`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .json({ typeCode: 'runs_on', direction: 'forward', otherId: foreign.id })
    added.assertStatus(422)
    const removed = await client
      .delete(`${path}/relations/${relation.id}`)
      .loginAs(user)
      .withCsrfToken()
    removed.assertStatus(404)
    assert.lengthOf(await CiRelation.query().where('source_id', app.id), 1)
  })

  test('CFG-07 a removed relation stays in the history of both ends', async ({
    client,
    assert,
  }) => {
    const { app, vm, user, path } = await twoItems()
    const relation = await relate(app, vm)
    const response = await client
      .delete(`${path}/relations/${relation.id}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(302)
    assert.isNull(await CiRelation.find(relation.id))
    const events = await AuditEvent.query().where('action', 'configuration_item.unrelated')
    assert.sameMembers(
      events.map((event) => event.subjectId),
      [app.id, vm.id]
    )
  })
})
