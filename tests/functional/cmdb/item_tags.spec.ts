import { changeItems } from '#cmdb/actions/write_items'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import { inTransaction } from '#core/transaction'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { ItemJourney } from '#tests/helpers/item_import'
import { outcomes, statuses } from '#tests/helpers/people_import'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

async function createPark() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  return { organisation, user }
}

test.group('Tags of items', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-03 tags are kept plain, told in history, and items are found by them', async ({
    client,
    assert,
  }) => {
    const { organisation, user } = await createPark()
    const values = { organisationId: organisation.id }
    const [one, two] = [
      await createConfigurationItem({ ...values, name: 'one' }),
      await createConfigurationItem({ ...values, name: 'two', tags: 'pci' }),
    ]
    await createConfigurationItem({ ...values, name: 'three' })
    await createConfigurationItem({ name: 'foreign', tags: 'backup, secret plan' })
    const patch = (tags: unknown, version: number) =>
      client
        .patch(`/configuration-items/${one.number}`)
        .loginAs(user)
        .withCsrfToken()
        .header('accept', 'application/json')
        .redirects(0)
        .json({ version, tags })
    await patch(['  Backup ', 'PCI', 'backup', 'two  words'], 1)
    await one.refresh()
    assert.equal(one.tags, 'backup, pci, two words')
    ;(await patch(['x'.repeat(41)], 2)).assertStatus(422)
    const event = await AuditEvent.query().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual(event.changes, [
      { field: 'tags', before: null, after: 'backup, pci, two words' },
    ])

    const names = async (where: string) => {
      const query = `where=${encodeURIComponent(where)}&columns=name,tags`
      const page = await client.get(`/configuration-items?${query}`).loginAs(user).withInertia()
      const { items } = page.inertiaProps as { items: { name: string; tags: string[] }[] }
      return items.map(({ name }) => name)
    }
    assert.deepEqual(await names('tags~is~PCI'), ['one', 'two'])
    assert.deepEqual(await names('tags~is~backup,nothing'), ['one'])
    assert.deepEqual(await names('tags~is_not~backup'), ['three', 'two'])
    assert.deepEqual(await names('tags~empty~'), ['three'])
    assert.deepEqual(await names('tags~present~'), ['one', 'two'])
    const lookup = async (q: string) =>
      (await client.get(`/lookups/tags?q=${q}`).loginAs(user)).body() as { tags: string[] }
    assert.deepEqual((await lookup('')).tags, ['pci', 'backup', 'two words'])
    assert.deepEqual((await lookup('Bac')).tags, ['backup'])
    // A tag of others is nobody's business.
    assert.deepEqual((await lookup('secret')).tags, [])

    // Whoever writes items keeps what they are found by in step.
    const writes = { tags: 'moscow' }
    await inTransaction((trx) =>
      changeItems(trx, [{ itemId: two.id, writes }], { actor: SYSTEM_ACTOR })
    )
    assert.deepEqual(await names('tags~is~pci'), ['one'])
    assert.deepEqual(await names('tags~is~moscow'), ['two'])
    await ConfigurationItem.query().where('id', two.id).delete()
    assert.lengthOf(await db.from('ci_tags').where('item_id', two.id), 0)
  })
})

test.group('Tags of items in a file', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(forgetUploads)

  test('CFG-09 a column of tags comes in, once, and a wrong one is refused', async ({
    client,
    assert,
  }) => {
    const { id: organisationId } = await createOrganisation()
    const user = await createUser({ roles: ['configuration_manager'] })
    const journey = new ItemJourney(client, user, { organisationId })
    const file = [
      ['Name', 'Tags'],
      ['one', 'PCI; backup,  pci'],
      ['two', ''],
      ['three', 'x'.repeat(41)],
    ]
    const { rows } = await journey.import(file)
    assert.deepEqual(outcomes(rows), ['created', 'created', 'refused'])
    assert.deepEqual(
      (await ConfigurationItem.query().where({ organisationId }).orderBy('name')).map(
        ({ tagList }) => tagList
      ),
      [['backup', 'pci'], []]
    )
    assert.lengthOf(await db.from('ci_tags').whereIn('tag', ['pci', 'backup']), 2)
    const again = await journey.preview(file.slice(0, 3))
    assert.deepEqual(statuses(again.rows), ['unchanged', 'unchanged'])
  })
})

test.group('Items like a new one', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-13 are shown with what both have alike, of the same organisation only', async ({
    client,
    assert,
  }) => {
    const { organisation, user } = await createPark()
    const given = { organisationId: organisation.id }
    await createConfigurationItem({ ...given, name: 'MSK-VPN-01', serialNumber: 'CZ31abc' })
    await createConfigurationItem({ ...given, name: 'msk-vpn-02' })
    await createConfigurationItem({ ...given, name: 'msk-vpn-01', status: 'disposed' })
    await createConfigurationItem({ name: 'msk-vpn-01', serialNumber: 'CZ31ABC' })
    const ask = async (values: object) => {
      const response = await client
        .post('/configuration-items/similar')
        .loginAs(user)
        .withCsrfToken()
        .json({ classCode: 'virtual_machine', ...given, name: 'other', ...values })
      const { items } = response.body() as { items: { name: string; reason: string }[] }
      return items.map(({ name, reason }) => `${name} ${reason}`)
    }
    assert.deepEqual(await ask({}), [])
    assert.deepEqual(await ask({ name: 'msk_vpn_1.corp.example.org' }), ['MSK-VPN-01 name'])
    assert.deepEqual(await ask({ serialNumber: ' cz31ABC ' }), ['MSK-VPN-01 serialNumber'])
    assert.deepEqual(await ask({ name: 'mks-vpn-02' }), ['msk-vpn-02 name'])
    const foreign = await createOrganisation()
    assert.deepEqual(await ask({ organisationId: foreign.id, name: 'msk-vpn-01' }), [])
  })
})
