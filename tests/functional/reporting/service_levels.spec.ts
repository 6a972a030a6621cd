import { billBy } from '#tests/helpers/billing'
import { runBackgroundTask } from '#core/actions/run_background_task'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import RoleAssignment from '#directory/models/role_assignment'
import type User from '#directory/models/user'
import { makeServiceLevelDocument } from '#reporting/actions/make_service_level_document'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { pdfPages } from '#tests/helpers/pdf_text'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { fireTicketTimers } from '#tickets/actions/fire_ticket_timers'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import ExcelJS from 'exceljs'
import { readFile, rm } from 'node:fs/promises'

const MARCH = { from: '2026-03-01', to: '2026-03-31' }

type Report = {
  rows: {
    key: string
    overall: { met: number; breached: number }
    metrics: Record<string, object>
  }[]
  overall: { met: number; breached: number; hundredths: number }
  trend: { month: string; met: number; breached: number }[]
  missed: { ticket: string }[]
  overdue: { ticket: string }[]
  soon: { ticket: string }[]
  credits: { number: string; creditPercent: string; creditMinor: number | null }[]
}

async function resolve(desk: Desk, ticketId: number) {
  await resolveIncident.handle({
    actor: actorOf(desk.agent),
    ticketId,
    code: 'fixed',
    text: 'Restarted the service.',
    closureCategoryId: desk.category.id,
  })
}

/** On 2 March one ticket keeps both promises (1 h and 8 h), another misses the response. */
async function marchOf(desk: Desk) {
  moveTo('2026-03-02 10:00')
  const [quick, slow] = [await createIncident(desk), await createIncident(desk)]
  moveTo('2026-03-02 10:30')
  await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: quick.id })
  moveTo('2026-03-02 11:30')
  await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: slow.id })
  moveTo('2026-03-02 13:00')
  await resolve(desk, quick.id)
  await resolve(desk, slow.id)
  return { quick, slow }
}

async function reportFor(client: ApiClient, user: User, query: object = MARCH): Promise<Report> {
  const response = await client.get('/reports/service-levels').qs(query).loginAs(user).withInertia()
  response.assertStatus(200)
  return (response.inertiaProps as { report: Report }).report
}

test.group('Report of service levels', (group) => {
  let desk: Desk
  let manager: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 10:00')
    desk = await createDesk()
    manager = await createUser({
      roles: ['service_level_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
  })
  group.each.teardown(letTimeRun)

  test('SLM-09 counts kept and missed promises by {$self}, of stopped clocks')
    .with(['service', 'client', 'team', 'priority', 'agreement'])
    .run(async ({ client, assert }, by) => {
      await marchOf(desk)
      const { rows, overall } = await reportFor(client, manager, { ...MARCH, by })
      assert.lengthOf(rows, 1)
      assert.containSubset(rows[0], {
        overall: { met: 3, breached: 1 },
        metrics: { response: { met: 1, breached: 1 }, resolution: { met: 2, breached: 0 } },
      })
      assert.deepEqual(overall, { met: 3, breached: 1, hundredths: 7_500 })
    })

  test('SLM-09 tells the trend by months and names what was missed', async ({ client, assert }) => {
    const { slow } = await marchOf(desk)
    const { trend, missed } = await reportFor(client, manager)
    assert.containSubset(trend.at(-1), { month: '2026-03', met: 3, breached: 1 })
    assert.isTrue(trend.slice(0, -1).every(({ met, breached }) => met + breached === 0))
    assert.deepEqual(
      missed.map(({ ticket }) => ticket),
      [slow.number]
    )
  })

  test('a promise belongs to the days in which it ended', async ({ client, assert }) => {
    await marchOf(desk)
    const april = await reportFor(client, manager, { from: '2026-04-01', to: '2026-04-30' })
    assert.deepEqual([april.rows, april.missed], [[], []])
  })

  test('§8 missed promises that still run count when asked for, and stand under overdue', async ({
    client,
    assert,
  }) => {
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 12:00')
    await fireTicketTimers.handle({ worker: 'test' })
    assert.lengthOf((await reportFor(client, manager)).rows, 0)
    const { overall, overdue } = await reportFor(client, manager, {
      ...MARCH,
      counting: 'with_running',
    })
    assert.containSubset(overall, { met: 0, breached: 1 })
    assert.deepEqual(
      overdue.map((row) => row.ticket),
      [ticket.number]
    )
  })

  test('what falls due within four hours is named before it is late', async ({
    client,
    assert,
  }) => {
    const ticket = await createIncident(desk)
    const { soon } = await reportFor(client, manager)
    assert.deepEqual(
      soon.map((row) => row.ticket),
      [ticket.number]
    )
  })

  test('§7.5 a contract’s compliance of 75 % earns 20 % of its fee, for who sees prices', async ({
    client,
    assert,
  }) => {
    await marchOf(desk)
    await billBy(desk, 'fixed_fee', { feeMinor: 10_000_000 })
    const lead = await createUser({
      roles: ['account_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
    const { credits } = await reportFor(client, lead)
    assert.containSubset(credits, [
      { number: desk.contract.number, creditPercent: '20', creditMinor: -2_000_000 },
    ])
    const withoutPrices = await reportFor(client, manager)
    assert.isNull(withoutPrices.credits[0]!.creditMinor)
  })

  test('T1 a client’s manager counts the own tickets only', async ({ client, assert }) => {
    await marchOf(desk)
    const other = await createDesk()
    const { slow } = await marchOf(other)
    const customer = await createUser({
      roles: ['customer_manager'],
      person: await createPerson({ organisationId: desk.client.id }),
    })
    const { overall, missed } = await reportFor(client, customer)
    assert.containSubset(overall, { met: 3, breached: 1 })
    assert.notInclude(
      missed.map(({ ticket }) => ticket),
      slow.number
    )
    const foreign = await reportFor(client, customer, { ...MARCH, organisation: other.client.code })
    assert.lengthOf(foreign.rows, 0)
  })

  test('G-04 is not for an agent of the first line', async ({ client }) => {
    const response = await client.get('/reports/service-levels').loginAs(desk.agent).withInertia()
    response.assertStatus(403)
  })
})

test.group('Documents of service levels', (group) => {
  let desk: Desk
  let manager: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 10:00')
    desk = await createDesk()
    await marchOf(desk)
    manager = await createUser({
      roles: ['account_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
  })
  group.each.teardown(letTimeRun)

  async function make(client: ApiClient, format: string, language: string) {
    const response = await client
      .post('/reports/service-levels/documents')
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .json({ format, language, query: { ...MARCH, by: 'client' } })
    response.assertStatus(202)
    await runBackgroundTask(response.body().id, makeServiceLevelDocument)
    return BackgroundTask.findOrFail(response.body().id)
  }

  test('the workbook holds the figures of the page', async ({ client, assert }) => {
    const task = await make(client, 'xlsx', 'en')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await readFile(storagePath(task.resultFile!))) as never)
    assert.deepEqual(
      workbook.worksheets.map(({ name }) => name),
      ['Compliance', 'Trend', 'Missed', 'At risk', 'Availability', 'Credits']
    )
    const cells: unknown[] = []
    workbook.worksheets[0]!.eachRow((row) => cells.push(...(row.values as unknown[])))
    assert.includeMembers(cells, [desk.client.name, 3, 1, 0.75])
    await rm(storagePath(task.resultFile!))
  })

  test('the PDF says it in Russian', async ({ client, assert }) => {
    const task = await make(client, 'pdf', 'ru')
    const text = (await pdfPages(await readFile(storagePath(task.resultFile!)))).join(' ')
    for (const words of ['Уровень услуг', desk.client.name, '75 %']) {
      assert.include(text.replaceAll('\u00A0', ' '), words)
    }
    await rm(storagePath(task.resultFile!))
  })

  test('the CSV holds the table of compliance, in Russian with semicolons', async ({
    client,
    assert,
  }) => {
    await desk.client.merge({ name: 'ООО «Ромашка; Юг»' }).save()
    const [ru, en] = [await make(client, 'csv', 'ru'), await make(client, 'csv', 'en')]
    assert.match(ru.resultName!, /-2026-03-01-2026-03-31\.csv$/)
    const read = async (task: BackgroundTask) =>
      (await readFile(storagePath(task.resultFile!), 'utf8')).split('\r\n')
    const [header = '', line = '', end] = await read(ru)
    assert.isTrue(header.startsWith('\uFEFFКлиент;Соблюдено;Нарушено;'))
    assert.isTrue(line.startsWith('"ООО «Ромашка; Юг»";3;1;75%;'), line)
    assert.equal(end, '')
    const [, english = ''] = await read(en)
    assert.isTrue(english.startsWith('"ООО «Ромашка; Юг»",3,1,75%,'), english)
    for (const task of [ru, en]) await rm(storagePath(task.resultFile!))
  })

  test('T8 who reaches other clients by now has no file any more', async ({ client }) => {
    const task = await make(client, 'pdf', 'en')
    const path = `/background-tasks/${task.id}/file`
    ;(await client.get(path).loginAs(manager)).assertStatus(200)
    await RoleAssignment.query()
      .where('userId', manager.id)
      .update({ organisationId: desk.client.id })
    ;(await client.get(path).loginAs(manager)).assertStatus(404)
    await rm(storagePath(task.resultFile!))
  })

  test('refuses what is no document: {format} in {language}')
    .with([
      { format: 'docx', language: 'en' },
      { format: 'pdf', language: 'de' },
      { format: null, language: null },
    ])
    .run(async ({ client }, body) => {
      const response = await client
        .post('/reports/service-levels/documents')
        .loginAs(manager)
        .withCsrfToken()
        .accept('json')
        .json(body)
      response.assertStatus(422)
    })
})
