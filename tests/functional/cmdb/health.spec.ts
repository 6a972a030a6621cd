import { judgeEverything } from '#cmdb/actions/make_ci_health'
import CiHealthFinding from '#cmdb/models/ci_health_finding'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { healthPage } from '#cmdb/queries/health_page'
import AuditEvent from '#core/models/audit_event'
import BackgroundTask from '#core/models/background_task'
import { loadPrincipal } from '#directory/queries/load_principal'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { Settings } from 'luxon'
import CiHealthRule from '#cmdb/models/ci_health_rule'
import { healthWords } from '#cmdb/queries/health_words'
import { healthOfItem } from '#cmdb/queries/item_panels'
import i18nManager from '@adonisjs/i18n/services/main'
import type User from '#directory/models/user'

const DAY = 24 * 60 * 60_000
const EVERYTHING = { class: null, organisation: null, days: 30 }

const moveBy = (days: number) => {
  const at = Date.now() + days * DAY
  Settings.now = () => at
}
const findingsOf = (item: ConfigurationItem, reason: string) =>
  CiHealthFinding.query().where({ itemId: item.id, reason }).orderBy('id')
const actionsOf = async (subjectType: string, subjectId: number) =>
  (await AuditEvent.query().where({ subjectType, subjectId }).orderBy('id')).map(
    ({ action }) => action
  )

function as(client: ApiClient, user: User) {
  const send = (method: 'post' | 'put' | 'delete', address: string, body: object) =>
    client[method](address).loginAs(user).withCsrfToken().accept('json').redirects(0).json(body)
  return send
}

async function scene() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['configuration_manager'] })
  const organisationId = organisation.id
  const host = await createConfigurationItem({ organisationId, classCode: 'physical_server' })
  const vm = await createConfigurationItem({ organisationId })
  return { organisation, user, host, vm }
}

test.group('Health of the CMDB', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(() => {
    Settings.now = () => Date.now()
  })

  test('CFG-11 a run counts what fails and keeps the day, and once more replaces it', async ({
    assert,
  }) => {
    const { organisation, user, vm, host } = await scene()
    const twin = { organisationId: organisation.id, classCode: 'laptop', serialNumber: 'SN 1' }
    const first = await createConfigurationItem(twin)
    const second = await createConfigurationItem({ ...twin, serialNumber: 'sn  1' })
    const elsewhere = await createConfigurationItem({ classCode: 'laptop', serialNumber: 'SN 1' })
    await judgeEverything()
    await judgeEverything()

    assert.lengthOf(await findingsOf(vm, 'orphan'), 1)
    assert.lengthOf(await findingsOf(first, 'duplicate'), 0)
    assert.lengthOf(await findingsOf(elsewhere, 'duplicate'), 0)
    const [duplicate] = await findingsOf(second, 'duplicate')
    assert.equal(duplicate!.details.duplicateOf, first.id)

    const page = await healthPage((await loadPrincipal(user.id))!, {
      ...EVERYTHING,
      organisation: organisation.code,
    })
    assert.equal(page.whole.counts.items, 4)
    assert.equal(page.whole.counts.duplicates, 1)
    assert.equal(page.whole.counts.orphans, 1)
    assert.lengthOf(page.trend, 1)

    await relate(vm, host, { typeCode: 'runs_on' })
    await judgeEverything()
    assert.lengthOf(await findingsOf(vm, 'orphan'), 0)
  })

  test('CFG-11 the page of an item names the rule that it fails', async ({ assert }) => {
    const { user, vm } = await scene()
    await judgeEverything()
    const principal = (await loadPrincipal(user.id))!
    await vm.load('ciClass')
    const panel = await healthOfItem(vm, principal)
    const words = await healthWords(i18nManager.locale(principal.locale), principal)
    const [orphan] = await findingsOf(vm, 'orphan')
    const rule = words.rule(await CiHealthRule.findOrFail(orphan!.ruleId))
    const row = panel!.rows.find(({ href }) => href === `/cmdb-health/findings/${orphan!.id}`)
    assert.include(row!.label, rule)
  })

  test('CFG-11 retired items are out of the figures, an empty scope has no data', async ({
    assert,
  }) => {
    const { user } = await scene()
    const { organisationId } = await createConfigurationItem({ status: 'retired' })
    await judgeEverything()
    const principal = (await loadPrincipal(user.id))!
    const { organisations, whole } = await healthPage(principal, EVERYTHING)
    assert.isTrue(whole.counts.items >= 2)
    const item = await ConfigurationItem.findByOrFail({ organisationId })
    await item.load('organisation')
    assert.isUndefined(organisations.find(({ code }) => code === item.organisation.code))
    const empty = await healthPage(principal, {
      ...EVERYTHING,
      organisation: item.organisation.code,
    })
    assert.isNull(empty.whole.figures.overall)
  })

  test('CFG-11 a task is made once, closes itself, and is open again when its reason is back', async ({
    client,
    assert,
  }) => {
    const { user, vm, host } = await scene()
    const send = as(client, user)
    await judgeEverything()
    const [found] = await findingsOf(vm, 'orphan')
    const person = await createPerson()
    const body = {
      ids: [found!.id],
      ...{ assignedTeamId: null, assignedPersonId: person.id, dueOn: '2030-01-31' },
    }
    const made = await send('post', '/cmdb-health/tasks', body)
    made.assertStatus(200)
    assert.deepEqual(made.body(), { opened: 1, skipped: 0 })
    const again = await send('post', '/cmdb-health/tasks', { ...body, dueOn: null })
    assert.deepEqual(again.body(), { opened: 0, skipped: 1 })
    const task = await CiHealthFinding.findOrFail(found!.id)
    assert.equal(task.dueOn, '2030-01-31')

    const relation = await relate(vm, host, { typeCode: 'runs_on' })
    await judgeEverything()
    await task.refresh()
    assert.equal(task.state, 'done')
    assert.isFalse(Boolean(task.isPresent))

    await relation.delete()
    await judgeEverything()
    await task.refresh()
    assert.equal(task.state, 'open')
    assert.equal(task.assignedPersonId, person.id)
    assert.deepEqual(await actionsOf('ci_health_finding', task.id), [
      'ci_health_finding.open',
      'ci_health_finding.closed_by_run',
      'ci_health_finding.reopened_by_run',
    ])
  })

  test('CFG-11 a waiver needs a reason, a stale step is a conflict, a waived one stays so', async ({
    client,
    assert,
  }) => {
    const { user, vm } = await scene()
    const send = as(client, user)
    await judgeEverything()
    const [found] = await findingsOf(vm, 'orphan')
    const step = (given: object) =>
      send('post', `/cmdb-health/findings/${found!.id}/steps`, { version: 1, ...given })
    ;(await step({ step: 'waive' })).assertStatus(422)
    ;(await step({ step: 'complete' })).assertStatus(422)
    ;(await step({ step: 'waive', reason: 'Runs in a container' })).assertStatus(302)
    ;(await step({ step: 'waive', reason: 'Once more' })).assertStatus(409)
    await judgeEverything()
    await found!.refresh()
    assert.equal(found!.state, 'waived')
    assert.equal(found!.waiveReason, 'Runs in a container')
    assert.deepEqual(await actionsOf('ci_health_finding', found!.id), ['ci_health_finding.waive'])
  })

  test('CFG-11 "I have checked this item" ends its staleness and stands in its history', async ({
    client,
    assert,
  }) => {
    const { user, vm } = await scene()
    moveBy(200)
    await judgeEverything()
    assert.lengthOf(await findingsOf(vm, 'stale'), 1)
    const address = `/configuration-items/${vm.number}/verification`
    ;(await as(client, user)('post', address, {})).assertStatus(302)
    const checked = await ConfigurationItem.findOrFail(vm.id)
    assert.equal(checked.lastVerifiedByUserId, user.id)
    assert.equal(checked.version, vm.version)
    assert.include(await actionsOf('configuration_item', vm.id), 'configuration_item.verified')
    await judgeEverything()
    assert.lengthOf(await findingsOf(vm, 'stale'), 0)
  })

  test('T1 a client sees the figures and findings of its own items only', async ({
    client,
    assert,
  }) => {
    const { organisation, vm } = await scene()
    const foreign = await createConfigurationItem()
    await judgeEverything()
    const person = await createPerson({ organisationId: organisation.id })
    const reader = await createUser({ person, roles: ['customer_manager'] })
    const page = await healthPage((await loadPrincipal(reader.id))!, EVERYTHING)
    assert.deepEqual(
      page.organisations.map(({ code }) => code),
      [organisation.code]
    )
    assert.equal(page.whole.counts.items, 2)
    const see = (address: string) => client.get(address).loginAs(reader).accept('json')
    const [own] = await findingsOf(vm, 'orphan')
    const [other] = await findingsOf(foreign, 'orphan')
    ;(await see(`/cmdb-health/findings/${own!.id}`)).assertStatus(200)
    ;(await see(`/cmdb-health/findings/${other!.id}`)).assertStatus(404)
    const csv = await see('/cmdb-health/findings.csv')
    assert.include(csv.text(), vm.number)
    assert.notInclude(csv.text(), foreign.number)
    const body = { ids: [own!.id], assignedTeamId: null, assignedPersonId: null, dueOn: null }
    ;(await as(client, reader)('post', '/cmdb-health/tasks', body)).assertStatus(403)
  })

  test('CFG-11 rules are edited with their history; what does not fit a kind is refused on its field', async ({
    client,
    assert,
  }) => {
    const { user, vm } = await scene()
    const send = as(client, user)
    const values = {
      ...{ ciClassId: vm.ciClassId, kind: 'not_empty', environments: [], relationTypes: [] },
      ...{ field: 'model', allowedValues: [], days: null, verifiedDays: null, isActive: true },
    }
    const refused = await send('post', '/cmdb-health/rules', { ...values, field: null })
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'field')
    ;(await send('post', '/cmdb-health/rules', values)).assertStatus(302)
    const rule = await CiHealthRule.query().orderBy('id', 'desc').firstOrFail()
    await judgeEverything()
    assert.lengthOf(await findingsOf(vm, 'check').where('rule_id', rule.id), 1)

    const address = `/cmdb-health/rules/${rule.id}`
    const off = { ...values, isActive: false, version: 1 }
    ;(await send('put', address, off)).assertStatus(302)
    ;(await send('put', address, off)).assertStatus(409)
    await judgeEverything()
    assert.lengthOf(await findingsOf(vm, 'check').where('rule_id', rule.id), 0)
    ;(await send('delete', address, { version: 2 })).assertStatus(302)
    assert.deepEqual(await actionsOf('ci_health_rule', rule.id), [
      'ci_health_rule.created',
      'ci_health_rule.changed',
      'ci_health_rule.deleted',
    ])
    const shipped = await CiHealthRule.findByOrFail('code', 'prod_team')
    const kept = await send('delete', `/cmdb-health/rules/${shipped.id}`, {
      version: shipped.version,
    })
    kept.assertStatus(422)
  })

  test('CFG-11 who asks for a run while one is under way gets that one', async ({
    client,
    assert,
  }) => {
    const { user } = await scene()
    const send = as(client, user)
    await BackgroundTask.create({
      ...{ kind: 'ci_health', requestedByUserId: null, input: {}, organisationId: null },
      ...{ state: 'running', progressDone: 0, progressTotal: 0 },
    })
    ;(await send('post', '/cmdb-health/runs', {})).assertStatus(302)
    assert.lengthOf(await BackgroundTask.query().where('kind', 'ci_health'), 1)

    await BackgroundTask.query().update({ state: 'done' })
    ;(await send('post', '/cmdb-health/runs', {})).assertStatus(302)
    const tasks = await BackgroundTask.query().where('kind', 'ci_health').orderBy('id')
    assert.deepEqual(
      tasks.map(({ state, requestedByUserId }) => [state, requestedByUserId]),
      [
        ['done', null],
        ['done', user.id],
      ]
    )
  })

  test('weights are kept with their history; none at all is refused', async ({
    client,
    assert,
  }) => {
    const { user } = await scene()
    const send = as(client, user)
    const weights = (completeness: number) => ({
      ...{ version: 1, completeness, correctness: 0, compliance: 0 },
    })
    ;(await send('put', '/cmdb-health/weights', weights(0))).assertStatus(422)
    ;(await send('put', '/cmdb-health/weights', weights(3))).assertStatus(302)
    ;(await send('put', '/cmdb-health/weights', weights(2))).assertStatus(409)
    const page = await healthPage((await loadPrincipal(user.id))!, EVERYTHING)
    assert.equal(page.weights.completeness, 3)
  })
})
