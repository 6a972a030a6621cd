import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { unrelateConfigurationItems } from '#cmdb/actions/unrelate_configuration_items'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { itemAsOf } from '#cmdb/queries/items_as_of'
import { itemStates } from '#cmdb/queries/item_states'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

const moment = (text: string) => DateTime.fromISO(text, { zone: 'utc' }) as DateTime<true>

async function present(itemId: number) {
  for await (const [item] of itemStates([itemId])) return item!.state
  return null
}

function update(item: ConfigurationItem, values: object) {
  return updateConfigurationItem.handle({ actor: SYSTEM_ACTOR, itemId: item.id, values })
}

/** A machine that was renamed, given memory, related and parted, day after day. */
async function story() {
  const organisation = await createOrganisation()
  const organisationId = organisation.id
  moveTo('2026-03-02 10:00')
  const item = await createConfigurationItem({ organisationId, name: 'web-1' })
  const host = await createConfigurationItem({ organisationId, name: 'host-1' })
  moveTo('2026-03-03 10:00')
  await update(item, { name: 'web-01', attributes: { ram_gb: 8 } })
  moveTo('2026-03-04 10:00')
  const relation = await relateConfigurationItems.handle({
    ...{ actor: SYSTEM_ACTOR, principal: null, typeCode: 'runs_on' },
    ...{ sourceId: item.id, targetId: host.id },
  })
  moveTo('2026-03-05 10:00')
  await update(item, { status: 'in_maintenance', attributes: { ram_gb: 16 } })
  await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: relation.id })
  moveTo('2026-03-06 10:00')
  return { organisation, item, host }
}

test.group('Items as of a moment', (group) => {
  group.each.setup(async () => {
    const undo = await wrapInTransaction()
    return async () => {
      letTimeRun()
      await undo()
    }
  })

  test('CFG-07 fields, attributes and relations are what they were', async ({ assert }) => {
    const { item, host } = await story()
    const related = `forward:runs_on:${host.id}`

    const second = (await itemAsOf(item.id, moment('2026-03-02T12:00')))!
    assert.equal(second.values.name, 'web-1')
    assert.notExists(second.values['attributes.ram_gb'])
    assert.isFalse(second.relations.has(related))

    const fourth = (await itemAsOf(item.id, moment('2026-03-04T12:00')))!
    assert.equal(fourth.values.name, 'web-01')
    assert.equal(fourth.values.status, 'in_use')
    assert.equal(fourth.values['attributes.ram_gb'], 8)
    assert.isTrue(fourth.relations.has(related))
    const other = (await itemAsOf(host.id, moment('2026-03-04T12:00')))!
    assert.isTrue(other.relations.has(`inverse:runs_on:${item.id}`))

    const fifth = (await itemAsOf(item.id, moment('2026-03-05T12:00')))!
    assert.equal(fifth.values.status, 'in_maintenance')
    assert.isFalse(fifth.relations.has(related))
  })

  test('CFG-07 as of now is now, as of the second before it was made is nothing', async ({
    assert,
  }) => {
    const { item } = await story()
    assert.deepEqual(await itemAsOf(item.id, clock.now()), await present(item.id))
    assert.isNotNull(await itemAsOf(item.id, item.createdAt))
    assert.isNull(await itemAsOf(item.id, item.createdAt.minus({ seconds: 1 })))
  })

  test('CFG-07 the page of a past moment is read only and says so', async ({ client }) => {
    const { item, organisation } = await story()
    const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    const page = await client
      .get(`/configuration-items/${item.number}?as_of=2026-03-04T12:00:00Z`)
      .loginAs(user)
      .withInertia()
    page.assertInertiaComponent('cmdb/configuration_items/past')
    page.assertInertiaPropsContains({ past: { was: { name: 'web-01', status: 'in_use' } } })
    const before = await client
      .get(`/configuration-items/${item.number}?as_of=2026-03-01`)
      .loginAs(user)
      .withInertia()
    before.assertInertiaPropsContains({ past: { was: null } })
  })

  test('CFG-07 T2 the past of a foreign item is as hidden as the item', async ({ client }) => {
    const { item } = await story()
    const stranger = await createUser({
      roles: ['agent_l2'],
      assignedTo: await createOrganisation(),
    })
    for (const address of ['?as_of=2026-03-04', '/history']) {
      const response = await client
        .get(`/configuration-items/${item.number}${address}`)
        .loginAs(stranger)
      response.assertStatus(404)
    }
  })

  test('CFG-07 the history is narrowed to a field and to days, in words', async ({
    client,
    assert,
  }) => {
    const { item, organisation } = await story()
    const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    const events = async (query: string) => {
      const page = await client
        .get(`/configuration-items/${item.number}/history?${query}`)
        .loginAs(user)
        .withInertia()
      return (page.inertiaProps as { events: { changes: object[] }[] }).events
    }
    assert.lengthOf(await events(''), 5)
    assert.lengthOf(await events('field=attributes.ram_gb'), 2)
    assert.lengthOf(await events('field=relation'), 2)
    const [renaming, ...rest] = await events('from=2026-03-03&to=2026-03-03')
    assert.lengthOf(rest, 0)
    assert.containsSubset(renaming!.changes, [
      { field: 'name', before: { text: 'web-1' }, after: { text: 'web-01' } },
    ])
  })
})
