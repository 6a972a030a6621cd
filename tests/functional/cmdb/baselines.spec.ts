import { captureBaseline } from '#cmdb/actions/capture_baseline'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import Baseline from '#cmdb/models/baseline'
import { compareBaseline } from '#cmdb/queries/compare_baseline'
import { verifyBaseline } from '#cmdb/queries/verify_baseline'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import { loadPrincipal } from '#directory/queries/load_principal'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

/** An application on a machine, next to a machine on its own. */
async function house() {
  const organisation = await createOrganisation()
  const organisationId = organisation.id
  const app = await createConfigurationItem({
    ...{ organisationId, name: 'app', classCode: 'application_instance' },
  })
  const vm = await createConfigurationItem({ organisationId, name: 'vm' })
  const lone = await createConfigurationItem({ organisationId, name: 'lone' })
  await relate(app, vm, { typeCode: 'runs_on' })
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  return { organisation, app, vm, lone, user }
}

async function take(client: ApiClient, user: User, scope: object = { kind: 'filters' }) {
  const response = await client
    .post('/baselines')
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)
    .json({ name: 'Before the move', ...scope })
  response.assertStatus(302)
  const baseline = await Baseline.query().orderBy('id', 'desc').firstOrFail()
  await captureBaseline.handle(baseline.id)
  return baseline.refresh()
}

async function compare(before: Baseline, user: User, after: Baseline | null = null) {
  const principal = (await loadPrincipal(user.id))!
  const { differences } = await compareBaseline(before, after, principal)
  return differences
}

test.group('Baselines', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-08 a baseline copies items with their relations and stands in the audit', async ({
    client,
    assert,
  }) => {
    const { user } = await house()
    const baseline = await take(client, user)
    assert.equal(baseline.state, 'done')
    assert.equal(baseline.itemCount, 3)
    assert.equal(baseline.relationCount, 1)
    const event = await AuditEvent.query().where('action', 'baseline.requested').firstOrFail()
    assert.equal(event.subjectId, baseline.id)
    assert.deepEqual(await compare(baseline, user), [])
  })

  test('CFG-08 compared with now: added, removed, field and relation', async ({
    client,
    assert,
  }) => {
    const { organisation, app, vm, lone, user } = await house()
    const baseline = await take(client, user)
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: vm.id },
      values: { criticality: 1, attributes: { ram_gb: 32 } },
    })
    await db.from('ci_relations').where('source_id', app.id).delete()
    await relate(app, lone, { typeCode: 'runs_on' })
    const organisationId = organisation.id
    const fresh = await createConfigurationItem({ organisationId, name: 'fresh' })

    const found = new Map((await compare(baseline, user)).map((each) => [each.itemId, each]))
    assert.sameMembers([...found.keys()], [app.id, vm.id, fresh.id])
    assert.equal(found.get(fresh.id)!.kind, 'added')
    assert.sameDeepMembers(found.get(vm.id)!.changes, [
      { field: 'criticality', before: 3, after: 1 },
      { field: 'attributes.ram_gb', before: null, after: 32 },
    ])
    assert.sameDeepMembers(
      found.get(app.id)!.changes.map(({ before, after }) => [before, after]),
      [
        [{ direction: 'forward', type: 'runs_on', itemId: vm.id }, null],
        [null, { direction: 'forward', type: 'runs_on', itemId: lone.id }],
      ]
    )
  })

  test('CFG-08 two baselines compare, and what left the second is removed', async ({
    client,
    assert,
  }) => {
    const { app, vm, lone, user } = await house()
    const all = await take(client, user)
    const around = await take(client, user, {
      ...{ kind: 'neighbourhood', itemId: app.id, depth: 1 },
    })
    assert.equal(around.itemCount, 2)
    assert.deepEqual(
      (await compare(all, user, around)).map(({ itemId, kind }) => [itemId, kind]),
      [[lone.id, 'removed']]
    )
    assert.notInclude([app.id, vm.id], lone.id)
  })

  test('CFG-08 a copy that somebody altered shows', async ({ client, assert }) => {
    const { user, vm } = await house()
    const baseline = await take(client, user)
    assert.isTrue((await verifyBaseline(baseline)).isIntact)
    const rows = () => db.from('baseline_items').where('baseline_id', baseline.id)
    const row = await rows().where('item_id', vm.id).first()
    const content = row.content.replace('"prod"', '"test"')
    await rows().where('item_id', vm.id).update({ content })
    assert.deepEqual(await verifyBaseline(baseline), { isIntact: false, alteredItems: [vm.number] })
    await rows().where('item_id', vm.id).update({ content: row.content })
    assert.isTrue((await verifyBaseline(baseline)).isIntact)
    await rows().where('item_id', vm.id).delete()
    assert.isFalse((await verifyBaseline(baseline)).isIntact)
  })

  test('CFG-08 T2 a stranger neither sees a baseline nor its items; a scope without items is refused', async ({
    client,
    assert,
  }) => {
    const { user } = await house()
    const baseline = await take(client, user)
    const elsewhere = await createOrganisation()
    const stranger = await createUser({ roles: ['agent_l2'], assignedTo: elsewhere })
    for (const address of ['', '/comparison', '/comparison.csv']) {
      const page = await client.get(`/baselines/${baseline.id}${address}`).loginAs(stranger)
      page.assertStatus(404)
    }
    const refused = await client
      .post('/baselines')
      .loginAs(stranger)
      .withCsrfToken()
      .header('accept', 'application/json')
      .json({ name: 'Nothing', kind: 'filters' })
    refused.assertStatus(422)
    assert.equal(await countOf(elsewhere), 0)
  })

  test('CFG-08 the comparison is a page and a file', async ({ client, assert }) => {
    const { user, vm } = await house()
    const baseline = await take(client, user)
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: vm.id },
      values: { environment: 'test' },
    })
    const page = await client
      .get(`/baselines/${baseline.id}/comparison`)
      .loginAs(user)
      .withInertia()
    page.assertInertiaPropsContains({ counts: { changed: 1, attributes: 1, added: 0 } })
    const file = await client.get(`/baselines/${baseline.id}/comparison.csv`).loginAs(user)
    file.assertStatus(200)
    assert.include(file.text(), vm.number)
    const book = await client.get(`/baselines/${baseline.id}/comparison.xlsx`).loginAs(user)
    book.assertStatus(200)
  })
})

async function countOf({ id }: Organisation) {
  const rows = await db.from('baseline_items').where('organisation_id', id)
  return rows.length
}
