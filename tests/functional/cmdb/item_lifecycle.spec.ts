import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import type { CiStatus } from '#cmdb/models/ci_types'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import AuditEvent from '#core/models/audit_event'
import { SYSTEM_ACTOR } from '#core/actor'
import type Organisation from '#directory/models/organisation'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import type User from '#directory/models/user'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { ItemJourney } from '#tests/helpers/item_import'
import { createService } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { statuses } from '#tests/helpers/people_import'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Values = Record<string, unknown>

test.group('Lifecycle of an item', (group) => {
  let organisation: Organisation
  let engineer: User
  let manager: User
  group.each.setup(async () => {
    const back = await wrapInTransaction()
    organisation = await createOrganisation({ code: 'LIFE' })
    engineer = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    manager = await createUser({ roles: ['configuration_manager'] })
    return back
  })

  const itemIn = (status: CiStatus, values: Values = {}) =>
    createConfigurationItem({ status, organisationId: organisation.id, ...values })

  function patch(client: ApiClient, user: User, item: ConfigurationItem, values: Values) {
    return client
      .patch(`/configuration-items/${item.number}`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .header('accept-language', 'en')
      .redirects(0)
      .json({ version: item.version, ...values })
  }

  async function pageOf(client: ApiClient, user: User, item: ConfigurationItem) {
    const page = await client
      .get(`/configuration-items/${item.number}`)
      .loginAs(user)
      .withInertia()
      .header('accept-language', 'en')
    return page.inertiaProps as {
      next: {
        steps: { to: string; follows: boolean; refusal: string | null; isCorrection: boolean }[]
      }
    }
  }

  test('§4.6 CFG-15 a status that does not follow is refused with those that do', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('planned')
    const answer = await patch(client, engineer, item, { status: 'in_use' })
    answer.assertStatus(422)
    const [error] = answer.body().errors
    assert.equal(error.field, 'status')
    assert.match(error.message, /“In use” does not follow.*Possible now: Ordered and Missing/)
    await item.refresh()
    assert.equal(item.status, 'planned')

    ;(await patch(client, engineer, item, { status: 'ordered' })).assertStatus(302)
    await item.refresh()
    assert.equal(item.status, 'ordered')
    assert.isNotNull(item.statusChangedAt)
  })

  test('§4.6 in use needs a support team and a site; both may come with the step', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('installing')
    const answer = await patch(client, engineer, item, { status: 'in_use' })
    answer.assertStatus(422)
    assert.match(answer.body().errors[0].message, /Support team and Site/)
    const organisationId = organisation.id
    const site = await Site.create({
      ...{ organisationId, name: 'HQ', timeZone: 'Europe/Moscow', isActive: true },
    })
    const team = await Team.create({ code: 'OPS', name: 'Ops', isActive: true, version: 1 })
    const [siteId, supportTeamId] = [site.id, team.id]
    const held = { status: 'in_use', siteId, supportTeamId }
    ;(await patch(client, manager, item, held)).assertStatus(302)
    await item.refresh()
    assert.equal(item.status, 'in_use')
  })

  test('§4.6 what others need is not retired, unless the right to correct says why', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use', { name: 'db-01' })
    const app = await itemIn('live', { name: 'Shop', classCode: 'application_instance' })
    await relate(app, item)
    const refused = await patch(client, engineer, item, { status: 'retired', reason: 'Old' })
    refused.assertStatus(422)
    assert.match(refused.body().errors[0].message, /still used by CI-\d+ Shop/)
    // Who lacks the right does not get it by asking for it.
    const forced = { status: 'retired', correctsLifecycle: true }
    ;(await patch(client, engineer, item, { ...forced, reason: 'Old' })).assertStatus(422)
    const silent = await patch(client, manager, item, forced)
    assert.equal(silent.body().errors[0].field, 'reason')
    ;(await patch(client, manager, item, { ...forced, reason: 'Burnt down' })).assertStatus(302)
    const event = await AuditEvent.query()
      .where({ subjectType: 'configuration_item', subjectId: item.id })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.equal(event.reason, 'Burnt down')
    assert.deepEqual(event.changes, [
      { field: 'status', before: 'in_use', after: 'retired' },
      { field: 'correctedGuard', before: null, after: 'dependants' },
    ])
  })

  test('§4.6 a retired consumer and an ended service hold nothing; a live service does', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use')
    const consumer = await itemIn('in_use')
    await relate(consumer, item)
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: consumer.id, values: { status: 'retired' } },
    })
    const service = await createService()
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: item.id, values: { serviceId: service.id } },
    })
    await item.refresh()
    const refused = await patch(client, engineer, item, { status: 'retired' })
    assert.match(refused.body().errors[0].message, /live service stands on it/)
    const free = { status: 'retired', serviceId: null }
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: item.id, values: { serviceId: null } },
    })
    await item.refresh()
    ;(await patch(client, engineer, item, free)).assertStatus(302)
  })

  test('§4.6 disposal needs wipe evidence that stays in the history, and nothing follows it', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('retired')
    const bare = await patch(client, engineer, item, { status: 'disposed' })
    assert.equal(bare.body().errors[0].field, 'reason')
    const reason = 'Act 12 of 2026-03-01, disks shredded'
    ;(await patch(client, engineer, item, { status: 'disposed', reason })).assertStatus(302)
    await item.refresh()
    const event = await AuditEvent.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(event.reason, reason)
    const back = { status: 'retired', correctsLifecycle: true, reason: 'Mistake' }
    const refused = await patch(client, manager, item, back)
    assert.match(refused.body().errors[0].message, /end of its life/)
  })

  test('§4.6 the page offers what follows with what stands in the way, and corrections by right', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use')
    await relate(await itemIn('in_use', { name: 'web-01' }), item)
    const { next } = await pageOf(client, engineer, item)
    assert.deepEqual(
      next.steps.map(({ to }) => to),
      ['in_maintenance', 'faulty', 'retired', 'missing']
    )
    const retired = next.steps.find(({ to }) => to === 'retired')!
    assert.match(retired.refusal!, /web-01/)
    assert.isFalse(retired.isCorrection)
    const { next: all } = await pageOf(client, manager, item)
    assert.isTrue(all.steps.find(({ to }) => to === 'retired')!.isCorrection)
    assert.isTrue(all.steps.find(({ to }) => to === 'planned')!.isCorrection)
    assert.deepEqual(
      all.steps.filter(({ follows }) => follows).map(({ to }) => to),
      next.steps.map(({ to }) => to)
    )
    assert.match(all.steps.find(({ to }) => to === 'retired')!.refusal!, /web-01/)
    const reader = await createUser({ roles: ['agent_l1'], assignedTo: organisation })
    assert.isEmpty((await pageOf(client, reader, item)).next.steps)
  })

  test('§4.6 a new item begins where its class lets it', async ({ client, assert }) => {
    const post = (classCode: string, status: string) =>
      client
        .post('/configuration-items')
        .loginAs(engineer)
        .withCsrfToken()
        .accept('json')
        .header('accept-language', 'en')
        .redirects(0)
        .json({
          ...{ name: `New ${classCode}`, classCode, status, organisationId: organisation.id },
          ...{ environment: 'prod', criticality: 3 },
        })
    const wrong = await post('business_service', 'in_use')
    assert.match(wrong.body().errors[0].message, /no status “In use”/)
    ;(await post('business_service', 'pipeline')).assertStatus(302)
    assert.match((await post('switch', 'in_use')).body().errors[0].message, /Support team and Site/)
    ;(await post('switch', 'planned')).assertStatus(302)
  })

  test('§4.6 CFG-09 the preview of a file names the guard that refuses a row', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use', { name: 'host-01' })
    await relate(await itemIn('in_use', { name: 'app-01' }), item)
    await itemIn('planned', { name: 'host-02' })
    const journey = new ItemJourney(client, manager, { organisationId: organisation.id })
    const { rows } = await journey.preview([
      ['Name', 'Status'],
      ['host-01', 'Retired'],
      ['host-02', 'In use'],
      ['app-01', 'Faulty'],
      ['host-03', 'Live'],
    ])
    assert.deepEqual(statuses(rows), ['error', 'error', 'changed', 'error'])
    assert.deepEqual(
      rows.flatMap(({ problems }) => problems ?? []).map(({ field, key }) => `${field} ${key}`),
      [
        'status ci_lifecycle.refusals.dependants',
        'status ci_lifecycle.refusals.table',
        'status ci_lifecycle.refusals.foreign',
      ]
    )
  })

  test('§4.6 CFG-09 the undo of a file gives no status back whose guard does not hold', async ({
    client,
    assert,
  }) => {
    const team = await Team.create({ code: 'SRV', name: 'Servers', isActive: true, version: 1 })
    const site = await Site.create({
      ...{ organisationId: organisation.id, name: 'Hall', timeZone: 'Europe/Moscow' },
    })
    const holders = { supportTeamId: team.id, siteId: site.id }
    const item = await itemIn('in_use', { name: 'srv', classCode: 'physical_server', ...holders })
    const journey = new ItemJourney(client, manager, { organisationId: organisation.id })
    const { dataImport } = await journey.import([
      ['Name', 'Class', 'Status'],
      ['srv', 'physical_server', 'faulty'],
    ])
    assert.equal((await item.refresh()).status, 'faulty')
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: item.id, values: { siteId: null } },
    })
    await journey.undo(dataImport)
    assert.deepEqual(dataImport.counts!.undone, { removed: 0, restored: 0, kept: 1 })
    assert.equal((await item.refresh()).status, 'faulty')
  })
})
