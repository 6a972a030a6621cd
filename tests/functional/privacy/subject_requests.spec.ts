import SubjectRequest from '#privacy/models/subject_request'
import { answerDue } from '#calendars/queries/answer_due'
import { wrapInTransaction } from '#tests/helpers/database'
import { createCalendar, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

test.group('Requests of data subjects', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const send = (client: ApiClient, user: User, path: string, values: object) =>
    client
      .post(`/personal-data/requests${path}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json(values)

  const asked = (desk: Desk, values: object = {}) => ({
    ...{ kind: 'access', personId: desk.requester.personId, applicant: null },
    ...{ receivedOn: '2026-03-02', receivedBy: 'mail', requestText: 'What do you keep?' },
    ...{ calendarId: null, ...values },
  })

  test('PD art. 20: ten working days, five more with a notice; a day off does not count', async ({
    assert,
  }) => {
    assert.equal((await answerDue('2026-03-02', 10, null)).dueOn, '2026-03-16')
    assert.equal((await answerDue('2026-03-02', 15, null)).dueOn, '2026-03-23')
    assert.equal((await answerDue('2026-03-06', 1, null)).dueOn, '2026-03-09')
  })

  test('PD art. 20: the working calendar chosen is what the days are counted by', async ({
    assert,
  }) => {
    const day: [string, string][] = [['09:00', '18:00']]
    const rest = { '5': [], '6': [], '7': [] }
    const calendar = await createCalendar({
      week: { '1': day, '2': day, '3': day, '4': day, ...rest },
    })
    const due = await answerDue('2026-03-02', 10, calendar.id)
    assert.deepEqual(due, { dueOn: '2026-03-18', calendarId: calendar.id })
  })

  test('PD a request is registered, extended once, answered, and then done', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    const made = await send(client, officer, '', asked(desk))
    assert.equal(made.status(), 302)
    const request = await SubjectRequest.query().orderBy('id', 'desc').firstOrFail()
    assert.containSubset(request.$attributes, { dueOn: '2026-03-16', state: 'open' })
    assert.match(request.number, /^SAR-\d{6}$/)

    const path = `/${request.number}`
    await send(client, officer, `${path}/extension`, { version: 1, reason: 'Many records' })
    await request.refresh()
    assert.equal(request.dueOn, '2026-03-23')
    const twice = await send(client, officer, `${path}/extension`, { version: 2, reason: 'More' })
    assert.equal(twice.status(), 422)
    const answer = { version: 2, state: 'answered', answerText: 'Sent the file' }
    const stale = await send(client, officer, `${path}/answer`, { ...answer, version: 1 })
    assert.equal(stale.status(), 409)
    await send(client, officer, `${path}/answer`, answer)
    await request.refresh()
    assert.containSubset(request.$attributes, { state: 'answered', answerText: 'Sent the file' })
    assert.equal(
      (await send(client, officer, `${path}/answer`, { ...answer, version: 3 })).status(),
      422
    )
  })

  test('PD somebody the directory does not know is named in words; nobody asks is refused', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    const unknown = { personId: null, applicant: 'Sidorov, by letter' }
    assert.equal((await send(client, officer, '', asked(desk, unknown))).status(), 302)
    const nobody = await send(client, officer, '', asked(desk, { ...unknown, applicant: null }))
    assert.equal(nobody.status(), 422)
    const late = await send(client, officer, '', asked(desk, { receivedOn: '2026-03-03' }))
    assert.equal(late.body().errors[0].field, 'receivedOn')
  })

  test('PD T3 a person and a calendar that are not there are not found', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    for (const field of ['personId', 'calendarId']) {
      const answer = await send(client, officer, '', asked(desk, { [field]: 999_999 }))
      assert.equal(answer.status(), 422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('PD the auditor reads and does not write; an agent does neither', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const auditor = await createUser({ roles: ['auditor'] })
    const read = (user: User) => client.get('/personal-data/requests').loginAs(user).withInertia()
    assert.equal((await read(auditor)).status(), 200)
    assert.equal((await read(desk.agent)).status(), 403)
    assert.equal((await send(client, auditor, '', asked(desk))).status(), 403)
  })

  test('PD what is due first stands on top, what is done below, what is late is marked', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    for (const receivedOn of ['2026-02-20', '2026-02-02', '2026-03-02']) {
      await send(client, officer, '', asked(desk, { receivedOn }))
    }
    const page = await client.get('/personal-data/requests').loginAs(officer).withInertia()
    const { rows } = page.inertiaProps.list as {
      rows: { receivedOn: string; isOverdue: boolean }[]
    }
    const shown = rows.slice(0, 3).map(({ receivedOn, isOverdue }) => [receivedOn, isOverdue])
    assert.deepEqual(shown, [
      ['2026-02-02', true],
      ['2026-02-20', false],
      ['2026-03-02', false],
    ])
  })
})
