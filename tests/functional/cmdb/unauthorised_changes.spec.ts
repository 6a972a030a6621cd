import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { watchUnauthorisedChanges } from '#cmdb/actions/watch_unauthorised_changes'
import ConfigurationItem from '#cmdb/models/configuration_item'
import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { answerCoverWith } from '#cmdb/queries/covering_changes'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

const SCANNER: Actor = { ...SYSTEM_ACTOR, label: 'Scanner', channel: 'import' }

/** A controlled machine, with the audit read up to now. */
async function controlled(isChangeControlled = true) {
  moveTo('2026-03-02 10:00')
  const organisation = await createOrganisation()
  const item = await createConfigurationItem({ organisationId: organisation.id, name: 'db-1' })
  await change(item, { isChangeControlled }, SYSTEM_ACTOR)
  moveTo('2026-03-02 10:05')
  await watchUnauthorisedChanges.handle()
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  return { organisation, item, user }
}

function change(item: ConfigurationItem, values: object, actor: Actor) {
  return updateConfigurationItem.handle({ actor, itemId: item.id, values })
}

async function watchAt(moment: string) {
  moveTo(moment)
  await watchUnauthorisedChanges.handle()
  return UnauthorisedChange.query().orderBy('id')
}

test.group('Unauthorised changes', (group) => {
  // The reader of the audit looks past its own transaction.
  group.each.setup(async () => {
    await emptyDatabase()
    return async () => {
      letTimeRun()
      answerCoverWith(async (questions) => questions.map(() => null))
      await emptyDatabase()
    }
  })

  test('CFG-11 what a source changes in a controlled item is found once per field', async ({
    assert,
  }) => {
    const { item } = await controlled()
    await change(item, { environment: 'test', attributes: { ram_gb: 64 } }, SCANNER)
    await change(item, { operationalState: 'down' }, SCANNER)
    const found = await watchAt('2026-03-02 10:10')
    assert.sameMembers(
      found.map(({ field }) => field),
      ['environment', 'attributes.ram_gb']
    )
    await change(item, { environment: 'dev' }, SCANNER)
    const later = await watchAt('2026-03-02 10:15')
    assert.lengthOf(later, 2)
    assert.deepEqual(later.find(({ field }) => field === 'environment')!.change, {
      ...{ field: 'environment', before: 'prod', after: 'dev' },
    })
    assert.lengthOf(await watchAt('2026-03-02 10:20'), 2)
  })

  test('CFG-11 a value that is what it was withdraws its finding', async ({ assert }) => {
    const { item } = await controlled()
    await change(item, { environment: 'test' }, SCANNER)
    await watchAt('2026-03-02 10:10')
    await change(item, { environment: 'prod' }, SCANNER)
    const [finding] = await watchAt('2026-03-02 10:15')
    assert.equal(finding!.state, 'withdrawn')
  })

  test('CFG-11 a person, an uncontrolled item and a covering change are no findings', async ({
    assert,
  }) => {
    const { item, user } = await controlled()
    const person: Actor = { ...SYSTEM_ACTOR, userId: user.id, channel: 'ui' }
    await change(item, { vendor: 'Yadro' }, person)
    const free = await createConfigurationItem({ organisationId: item.organisationId })
    await change(free, { vendor: 'Yadro' }, SCANNER)
    assert.lengthOf(await watchAt('2026-03-02 10:10'), 0)
    answerCoverWith(async (questions) => questions.map(() => 'CHG-000001'))
    await change(item, { vendor: 'Kraftway' }, SCANNER)
    assert.lengthOf(await watchAt('2026-03-02 10:15'), 0)
  })

  test('CFG-11 accepting keeps the reason, once', async ({ client, assert }) => {
    const { item, user } = await controlled()
    await change(item, { environment: 'test' }, SCANNER)
    const [finding] = await watchAt('2026-03-02 10:10')
    const accept = (body: object) =>
      client
        .post(`/unauthorised-changes/${finding!.id}/acceptance`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .header('accept', 'application/json')
        .json(body)
    assert.equal((await accept({ version: 1 })).status(), 422)
    assert.equal((await accept({ version: 1, reason: 'Planned by mail' })).status(), 302)
    assert.equal((await accept({ version: 1, reason: 'Again' })).status(), 409)
    await finding!.refresh()
    assert.equal(finding!.state, 'accepted')
    const event = await AuditEvent.query()
      .where('action', 'unauthorised_change.accepted')
      .firstOrFail()
    assert.equal(event.reason, 'Planned by mail')
  })

  test('CFG-11 putting back gives the former value, unless the item has moved on', async ({
    client,
    assert,
  }) => {
    const { item, user } = await controlled()
    await change(item, { environment: 'test', vendor: 'Yadro' }, SCANNER)
    const found = await watchAt('2026-03-02 10:10')
    const revert = (field: string) =>
      client
        .post(`/unauthorised-changes/${found.find((each) => each.field === field)!.id}/reversal`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .header('accept', 'application/json')
        .json({ version: 1, reason: 'Not agreed' })
    assert.equal((await revert('environment')).status(), 302)
    await item.refresh()
    assert.equal(item.environment, 'prod')
    await change(item, { vendor: 'Kraftway' }, SYSTEM_ACTOR)
    assert.equal((await revert('vendor')).status(), 422)
    await item.refresh()
    assert.equal(item.vendor, 'Kraftway')
    assert.equal((await watchAt('2026-03-02 10:20')).length, 2)
  })

  test('CFG-11 T2 a stranger neither sees nor decides', async ({ client, assert }) => {
    const { item } = await controlled()
    await change(item, { environment: 'test' }, SCANNER)
    const [finding] = await watchAt('2026-03-02 10:10')
    const assignedTo = await createOrganisation()
    const stranger = await createUser({ roles: ['agent_l2'], assignedTo })
    const page = await client.get('/unauthorised-changes').loginAs(stranger).withInertia()
    assert.lengthOf((page.inertiaProps as { findings: object[] }).findings, 0)
    for (const door of ['acceptance', 'reversal']) {
      const response = await client
        .post(`/unauthorised-changes/${finding!.id}/${door}`)
        .loginAs(stranger)
        .withCsrfToken()
        .json({ version: 1, reason: 'Mine' })
      response.assertStatus(404)
    }
  })

  test('CFG-15 the status of a controlled item needs a change, or the right and a reason', async ({
    client,
    assert,
  }) => {
    const { item, user } = await controlled()
    const manager = await createUser({ roles: ['configuration_manager'] })
    await item.refresh()
    const set = (who: typeof user, body: object) =>
      client
        .patch(`/configuration-items/${item.number}`)
        .loginAs(who)
        .withCsrfToken()
        .redirects(0)
        .header('accept', 'application/json')
        .json({ version: item.version, status: 'retired', ...body })
    assert.equal((await set(user, { reason: 'Because' })).status(), 422)
    assert.equal((await set(manager, {})).status(), 422)
    assert.equal((await set(manager, { reason: 'The rack burnt' })).status(), 302)
    assert.equal((await ConfigurationItem.findOrFail(item.id)).status, 'retired')
    const event = await AuditEvent.query()
      .where({ subjectType: 'configuration_item', subjectId: item.id })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.equal(event.reason, 'The rack burnt')
  })
})
