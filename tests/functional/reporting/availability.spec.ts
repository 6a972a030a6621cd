import { runBackgroundTask } from '#core/actions/run_background_task'
import AuditEvent from '#core/models/audit_event'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { makeServiceLevelDocument } from '#reporting/actions/make_service_level_document'
import AgreementVersion from '#sla/models/agreement_version'
import { wrapInTransaction } from '#tests/helpers/database'
import { createCalendar, createDesk, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOutage } from '#tests/helpers/outages'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'

const MARCH = { from: '2026-03-01', to: '2026-03-31' }

type Row = {
  service: { code: string }
  client: { code: string } | null
  target: string | null
  percent: string | null
  isMet: boolean | null
  downMinutes: number
  trend: { month: string; percent: string | null }[]
}
type User = Awaited<ReturnType<typeof createUser>>

async function rowsOf(client: ApiClient, user: User): Promise<Row[]> {
  const answer = await client.get('/reports/service-levels').qs(MARCH).loginAs(user).withInertia()
  return answer.inertiaProps.report.availability
}

test.group('Availability in the report', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-01 00:00'))
  group.each.teardown(letTimeRun)

  test('SLM-09 SLM-10 by service and client: outages of others are none of a client', async ({
    client,
    assert,
  }) => {
    const [desk, other] = [await createDesk(), await createDesk()]
    const { service } = desk
    await service.merge({ availabilityTarget: '99.9' }).save()
    const hour = { from: '2026-03-10 10:00', to: '2026-03-10 11:00' }
    await createOutage(service, { ...hour, organisations: [desk.client] })
    const day = { from: '2026-03-11 00:00', to: '2026-03-12 00:00' }
    await createOutage(service, { ...day, organisations: [other.client] })
    moveTo('2026-04-10 10:00')
    const manager = await createUser({ roles: ['service_level_manager'] })
    const own = (await rowsOf(client, manager)).filter((row) => row.service.code === service.code)
    const [whole, ofClient] = [own.find((row) => !row.client)!, own.find((row) => row.client)!]
    assert.deepInclude(whole, { downMinutes: 25 * 60, percent: '96.64', isMet: false })
    assert.equal(ofClient.client!.code, desk.client.code)
    // 743 of 744 hours.
    assert.deepInclude(ofClient, { downMinutes: 60, percent: '99.87', isMet: false })
    assert.deepInclude(ofClient.trend.at(-1)!, { month: '2026-03', percent: '99.87' })
    assert.isNull(ofClient.trend[0]!.percent)

    const foreign = await rowsOf(client, other.manager)
    assert.isUndefined(foreign.find((row) => row.client?.code === desk.client.code))
  })

  test('SLM-10 an agreement promises another share in other hours, version by version', async ({
    client,
    assert,
  }) => {
    const { service, agreement } = await createDesk()
    await service.merge({ availabilityTarget: '99.9' }).save()
    // 8 hours outside 9 to 18, and one inside.
    await createOutage(service, { from: '2026-03-10 01:00', to: '2026-03-10 10:00' })
    const manager = await createUser({ roles: ['service_level_manager'] })
    const calendar = await createCalendar()
    const set = (version: number, target: string) =>
      client
        .put(`/agreements/${agreement.code}/availability`)
        .loginAs(manager)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ version, rows: [{ serviceId: service.id, target, calendarId: calendar.id }] })
    assert.equal((await set(1, '99,4')).status(), 302)
    assert.equal((await set(1, '99')).status(), 409)
    assert.equal((await set(2, '101')).status(), 422)
    assert.equal((await set(2, '99.4')).status(), 302)
    await agreement.refresh()
    assert.equal(agreement.version, 2)
    const version = await AgreementVersion.findBy({ agreementId: agreement.id, version: 2 })
    assert.equal(version!.content.availability![0]!.target, '99.4')
    const event = await AuditEvent.findByOrFail('action', 'agreement.availability_set')
    assert.deepEqual(event.changes, [
      { field: 'availability', before: null, after: `${service.code} 99.4 %` },
    ])

    moveTo('2026-04-10 10:00')
    // The first one's session is over by now.
    const reader = await createUser({ roles: ['service_level_manager'] })
    const own = (await rowsOf(client, reader)).find((row) => row.client !== null)!
    // 22 working days of 9 hours: 198, one of them lost.
    assert.deepInclude(own, { target: '99.4', percent: '99.49', isMet: true, downMinutes: 60 })
  })

  test('SLM-10 the documents tell it as the page does', async ({ client, assert }) => {
    const { service } = await createDesk()
    await service.merge({ availabilityTarget: '99.9' }).save()
    await createOutage(service, { from: '2026-03-10 10:00', to: '2026-03-10 11:00' })
    moveTo('2026-04-10 10:00')
    const manager = await createUser({ roles: ['service_level_manager'] })
    const answer = await client
      .post('/reports/service-levels/documents')
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .json({ format: 'csv', language: 'en', query: MARCH })
    await runBackgroundTask(answer.body().id, makeServiceLevelDocument)
    const task = await BackgroundTask.findOrFail(answer.body().id)
    const content = await readFile(storagePath(task.resultFile!), 'utf8')
    assert.include(content, '99.87 %')
    assert.include(content, 'Availability')
    assert.equal(content.lastIndexOf('\uFEFF'), 0)
  })
})
