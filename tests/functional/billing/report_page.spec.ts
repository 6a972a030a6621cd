import { makeContractDocument } from '#billing/actions/make_contract_document'
import { failLostTasks } from '#core/actions/fail_lost_tasks'
import { runBackgroundTask } from '#core/actions/run_background_task'
import AuditEvent from '#core/models/audit_event'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import RoleAssignment from '#directory/models/role_assignment'
import type User from '#directory/models/user'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { pdfPages } from '#tests/helpers/pdf_text'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { rm } from 'node:fs/promises'

async function createMarchDesk() {
  moveTo('2026-03-20 12:00')
  const desk = await createDesk()
  await billBy(desk, 'tm', { ratePerHourMinor: 300_000 })
  await logMinutes(desk, '2026-03-02', 90)
  return desk
}

const pathOf = (desk: Desk) => `/contracts/${desk.contract.number}/report`

function request(client: ApiClient, desk: Desk, user: User, input: Record<string, unknown> = {}) {
  return client
    .post(`${pathOf(desk)}/documents`)
    .loginAs(user)
    .withCsrfToken()
    .accept('json')
    .json({ month: '2026-03', format: 'pdf', language: 'ru', ...input })
}

test.group('Page of a contract report', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => void (desk = await createMarchDesk()))
  group.each.teardown(letTimeRun)

  test("shows a client's manager their own contract", async ({ client, assert }) => {
    const path = `${pathOf(desk)}?month=2026-03`
    const response = await client.get(path).loginAs(desk.manager).withInertia()
    response.assertStatus(200)
    response.assertInertiaComponent('billing/contract_reports/show')
    const { report } = response.inertiaProps
    assert.equal(report.totals.grossMinor, 549_000)
    assert.isFalse(report.isOver)
    assert.isFalse(report.isEmpty)
    assert.equal(report.workedMinutes, 90)
    assert.notProperty(report, 'entries')
  })

  test('opens on the present month, whatever nonsense the address holds', async ({
    client,
    assert,
  }) => {
    for (const query of ['', '?month=2026-13', '?month[]=1']) {
      const response = await client
        .get(pathOf(desk) + query)
        .loginAs(desk.manager)
        .withInertia()
      assert.equal(response.inertiaProps.month, '2026-03')
    }
  })

  test('a month without work is told as such', async ({ client, assert }) => {
    const path = `${pathOf(desk)}?month=2026-01`
    const response = await client.get(path).loginAs(desk.manager).withInertia()
    assert.isTrue(response.inertiaProps.report.isEmpty)
  })

  test('a month to come has no report', async ({ client, assert }) => {
    const path = `${pathOf(desk)}?month=2026-04`
    const response = await client.get(path).loginAs(desk.manager).withInertia()
    response.assertStatus(200)
    assert.isNull(response.inertiaProps.report)
  })

  test('T2 the contract of another client does not exist', async ({ client }) => {
    const stranger = await createUser({ roles: ['customer_manager'] })
    const page = await client.get(pathOf(desk)).loginAs(stranger)
    page.assertStatus(404)
    const document = await request(client, desk, stranger)
    document.assertStatus(404)
  })

  test('who sees the contract but not its money is refused', async ({ client }) => {
    const page = await client.get(pathOf(desk)).loginAs(desk.agent)
    page.assertStatus(403)
    const document = await request(client, desk, desk.agent)
    document.assertStatus(403)
  })
})

test.group('Documents of a contract report', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => void (desk = await createMarchDesk()))
  group.each.teardown(letTimeRun)
  group.each.teardown(() => rm(storagePath('tasks'), { recursive: true, force: true }))

  test('are made in the background and fetched by who asked', async ({ client, assert }) => {
    const answer = await request(client, desk, desk.manager)
    answer.assertStatus(202)
    const task = await client.get(answer.body().url).loginAs(desk.manager)
    const { state, progressDone, progressTotal, downloadUrl, error } = task.body()
    assert.deepEqual([state, progressDone, progressTotal, error], ['done', 2, 2, null])

    const file = await client.get(downloadUrl).loginAs(desk.manager)
    file.assertStatus(200)
    file.assertHeader('content-type', 'application/pdf')
    const disposition = file.header('content-disposition')!
    assert.match(disposition, /^attachment; /)
    assert.include(decodeURIComponent(disposition), `Отчет-${desk.contract.number}-2026-03.pdf`)
    const pages = await pdfPages(new Uint8Array(file.body()))
    assert.include(pages[0]!, '5 490,00')
    assert.include(pages[0]!, desk.manager.person.displayName)
  })

  test('asking for one stands in the audit', async ({ client, assert }) => {
    await request(client, desk, desk.manager, { format: 'xlsx' })
    const event = await AuditEvent.query()
      .where('action', 'contract.report_requested')
      .firstOrFail()
    assert.equal(event.subjectId, desk.contract.id)
    assert.deepInclude(event.changes, { field: 'format', before: null, after: 'xlsx' })
  })

  test('refuses {field} {value}')
    .with([
      { field: 'month', value: '2026-04' },
      { field: 'month', value: '2026-3' },
      { field: 'format', value: 'docx' },
      { field: 'language', value: 'de' },
    ])
    .run(async ({ client, assert }, { field, value }) => {
      const answer = await request(client, desk, desk.manager, { [field]: value })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.lengthOf(await BackgroundTask.all(), 0)
    })

  test('T2 nobody else gets them, though they may see the contract', async ({ client }) => {
    const answer = await request(client, desk, desk.manager)
    const person = await createPerson({ organisationId: desk.client.id })
    const second = await createUser({ roles: ['customer_manager'], person })
    for (const path of [answer.body().url, `${answer.body().url}/file`]) {
      const response = await client.get(path).loginAs(second)
      response.assertStatus(404)
    }
  })

  test('T8 who lost the right loses the file', async ({ client }) => {
    const answer = await request(client, desk, desk.manager)
    await RoleAssignment.query().where('userId', desk.manager.id).delete()
    const response = await client.get(`${answer.body().url}/file`).loginAs(desk.manager)
    response.assertStatus(404)
  })

  test('a task without a file has nothing to download', async ({ client, assert }) => {
    const answer = await request(client, desk, desk.manager)
    const task = await BackgroundTask.findOrFail(answer.body().id)
    await task.merge({ state: 'running', resultFile: null }).save()
    const poll = await client.get(answer.body().url).loginAs(desk.manager)
    assert.isNull(poll.body().downloadUrl)
    const file = await client.get(`${answer.body().url}/file`).loginAs(desk.manager)
    file.assertStatus(404)
  })
})

test.group('Background tasks', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  const createTask = () =>
    BackgroundTask.create({
      kind: 'contract_document',
      input: {},
      state: 'queued',
      progressDone: 0,
      progressTotal: 2,
    })

  test('a finished task is not done again', async ({ assert }) => {
    const task = await createTask()
    await task.merge({ state: 'done' }).save()
    await runBackgroundTask(task.id, () => assert.fail('it was run'))
  })

  test('what fails is left to the queue, which tries again', async ({ assert }) => {
    const task = await createTask()
    await assert.rejects(() => runBackgroundTask(task.id, makeContractDocument))
    await task.refresh()
    assert.equal(task.state, 'running')
  })

  test('a task nobody works on any more is given up', async ({ assert }) => {
    moveTo('2026-03-20 12:00')
    const lost = await createTask()
    moveTo('2026-03-20 12:50')
    const fresh = await createTask()
    moveTo('2026-03-20 13:05')
    await failLostTasks.handle()
    await Promise.all([lost.refresh(), fresh.refresh()])
    assert.deepEqual([lost.state, lost.errorCode, fresh.state], ['failed', 'lost', 'queued'])
  })
})
