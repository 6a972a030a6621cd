import FeedbackRecord from '#quality/models/feedback_record'
import Improvement from '#quality/models/improvement'
import { wrapInTransaction } from '#tests/helpers/database'
import type Calendar from '#calendars/models/calendar'
import Contract from '#contracts/models/contract'
import Agreement from '#sla/models/agreement'
import {
  createCalendar,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('Complaints and compliments', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const post = (client: ApiClient, user: User, path: string, values: object) =>
    client
      .post(`/feedback${path}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json(values)

  const said = (desk: Desk, values: object = {}) => ({
    ...{ kind: 'complaint', personId: desk.requester.personId, saidBy: null },
    ...{ organisationId: null, channel: 'phone', receivedOn: '2026-03-02', severity: 'medium' },
    ...{ ticketNumber: null, serviceId: null, teamId: null, aboutPersonId: null },
    ...{ text: 'Nobody called back.', ...values },
  })
  const latest = () => FeedbackRecord.query().orderBy('id', 'desc').firstOrFail()
  const serveBy = (desk: Desk, calendar: Calendar) =>
    Agreement.query().where('id', desk.agreement.id).update({ calendarId: calendar.id })

  test('SLM-13 the day of the answer follows from the severity and the holidays of the client’s agreement', async ({
    client,
    assert,
  }) => {
    const [desk, free, around] = [await createDesk(), await createDesk(), await createDesk()]
    const holidays = ['2026-03-03', '2026-03-09'].map((onDate) => ({
      ...{ onDate, intervals: [], label: 'Holiday' },
    }))
    await serveBy(desk, await createCalendar({}, holidays))
    const day: [string, string][] = [['00:00', '24:00']]
    const week = { '1': day, '2': day, '3': day, '4': day, '5': day, '6': day, '7': day }
    await serveBy(around, await createCalendar({ week }))
    await Contract.query().where('organisationId', free.client.id).update({ state: 'terminated' })
    const dueOf = async (each: Desk, severity: string) => {
      await post(client, each.agent, '', said(each, { severity }))
      return (await latest()).dueOn
    }
    assert.equal(await dueOf(desk, 'high'), '2026-03-05')
    assert.equal(await dueOf(desk, 'medium'), '2026-03-11')
    assert.equal(await dueOf(desk, 'low'), '2026-03-18')
    // Out of contract, or served around the clock: Monday to Friday.
    assert.equal(await dueOf(free, 'medium'), '2026-03-09')
    assert.equal(await dueOf(around, 'low'), '2026-03-16')
  })

  test('SLM-13 another severity moves the day by the same calendar', async ({ client, assert }) => {
    const desk = await createDesk()
    const lead = await createUser({ roles: ['team_lead'] })
    const holiday = { onDate: '2026-03-03', intervals: [], label: 'Holiday' }
    await serveBy(desk, await createCalendar({}, [holiday]))
    await post(client, desk.agent, '', said(desk))
    const record = await latest()
    const facts = { serviceId: null, teamId: null, aboutPersonId: null, ownerId: null }
    const answer = await client
      .put(`/feedback/${record.number}`)
      .loginAs(lead)
      .withCsrfToken()
      .redirects(0)
      .json({ ...facts, version: 1, severity: 'high' })
    assert.equal(answer.status(), 302)
    await record.refresh()
    assert.containSubset(record.$attributes, { severity: 'high', dueOn: '2026-03-05', version: 2 })
  })

  test('SLM-13 an agent registers a complaint about a ticket; it is a record of its own', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const made = await post(client, desk.agent, '', said(desk, { ticketNumber: ticket.number }))
    assert.equal(made.status(), 302)
    const record = await latest()
    assert.containSubset(record.$attributes, {
      ...{ state: 'received', dueOn: '2026-03-09', ticketId: ticket.id },
      ...{ organisationId: desk.client.id, registeredById: desk.agent.personId },
    })
    assert.match(record.number, /^FBK-\d{6}$/)
    await ticket.refresh()
    assert.equal(ticket.state, 'new')
    const page = await client.get(`/incidents/${ticket.number}`).loginAs(desk.agent).withInertia()
    const { feedback } = page.inertiaProps.panels as { feedback: { entries: { number: string }[] } }
    assert.deepEqual(
      feedback.entries.map(({ number }) => number),
      [record.number]
    )
    const events = await db.from('audit_events').where('subject_type', 'feedback')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['feedback.complaint']
    )
  })

  test('SLM-13 a complaint is investigated, answered and closed in this order alone', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const lead = await createUser({ roles: ['team_lead'] })
    await post(client, desk.agent, '', said(desk))
    const record = await latest()
    const path = `/${record.number}`
    const answer = { version: 1, answerText: 'We are sorry.' }
    assert.equal((await post(client, lead, `${path}/answer`, answer)).status(), 422)
    const finding = { version: 1, finding: 'The call was lost.', isJustified: true }
    assert.equal((await post(client, desk.agent, `${path}/investigation`, finding)).status(), 403)
    const empty = await post(client, lead, `${path}/investigation`, { ...finding, finding: '' })
    assert.equal(empty.body().errors[0].field, 'finding')
    await post(client, lead, `${path}/investigation`, finding)
    assert.equal((await post(client, lead, `${path}/answer`, answer)).status(), 409)
    await post(client, lead, `${path}/answer`, { ...answer, version: 2 })
    await post(client, lead, `${path}/closure`, { version: 3 })
    await record.refresh()
    assert.containSubset(record.$attributes, {
      ...{ state: 'closed', isJustified: true, answerText: 'We are sorry.', version: 4 },
      ownerId: lead.personId,
    })
    const actions = await db.from('audit_events').where('subject_type', 'feedback').orderBy('id')
    assert.deepEqual(
      actions.map(({ action }) => action.split('.')[1]),
      ['complaint', 'investigate', 'answer', 'close']
    )
  })

  test('SLM-13 a client speaks for themselves and reads the answer, not the findings', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const words = { kind: 'complaint', ticketNumber: ticket.number, text: 'Too slow.' }
    await post(client, desk.requester, '', { ...words, personId: desk.agent.personId })
    const record = await latest()
    assert.containSubset(record.$attributes, {
      ...{ personId: desk.requester.personId, severity: 'medium', channel: 'portal' },
    })
    const own = await client.get(`/feedback/${record.number}`).loginAs(desk.requester).withInertia()
    assert.isNull(own.inertiaProps.inside)
    assert.isEmpty(own.inertiaProps.history)
    const elsewhere = await createDesk()
    for (const stranger of [elsewhere.requester, elsewhere.manager]) {
      const answer = await client.get(`/feedback/${record.number}`).loginAs(stranger)
      assert.equal(answer.status(), 404)
    }
  })

  test('SLM-13 bad input stays on its field, a foreign ticket is unknown', async ({
    client,
    assert,
  }) => {
    const [desk, elsewhere] = [await createDesk(), await createDesk()]
    const foreign = await createIncident(elsewhere)
    const wrong: [string, object][] = [
      ['ticketNumber', { ticketNumber: foreign.number }],
      ['personId', { personId: null }],
      ['personId', { personId: 999_999 }],
      ['receivedOn', { receivedOn: '2026-03-03' }],
      ['severity', { severity: null }],
      ['text', { text: '' }],
    ]
    for (const [field, values] of wrong) {
      const answer = await post(client, desk.agent, '', said(desk, values))
      assert.equal(answer.status(), 422, field)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('SLM-13 a compliment has no way to go; a complaint leads to an improvement', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await post(client, desk.agent, '', said(desk, { kind: 'compliment', text: 'Thank you!' }))
    const compliment = await latest()
    assert.containSubset(compliment.$attributes, { state: null, dueOn: null, severity: null })
    await post(client, desk.agent, '', said(desk))
    const complaint = await latest()
    const values = { title: 'Call back', description: 'A reminder.', serviceId: null }
    await post(client, desk.agent, `/${complaint.number}/improvements`, {
      ...{ ...values, expectedBenefit: null, effort: null, value: null },
      ...{ ownerId: null, dueOn: null },
    })
    const improvement = await Improvement.query().orderBy('id', 'desc').firstOrFail()
    assert.containSubset(improvement.$attributes, {
      ...{ source: 'complaint', sourceNumber: complaint.number, state: 'proposed' },
      organisationId: desk.client.id,
    })
  })

  test('PD the words of who complained go with their data; that they complained stays', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    const lead = await createUser({ roles: ['team_lead'] })
    await post(client, desk.agent, '', said(desk, { text: 'Petrov waited in vain.' }))
    const record = await latest()
    const finding = { version: 1, finding: 'Petrov was forgotten.', isJustified: true }
    await post(client, lead, `/${record.number}/investigation`, finding)
    const answerText = 'Dear Petrov, we are sorry.'
    await post(client, lead, `/${record.number}/answer`, { version: 2, answerText })
    const erased = await client
      .post(`/people/${desk.requester.personId}/anonymisation`)
      .loginAs(officer)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json({
        ...{ confirmation: desk.requester.person.displayName, reason: 'Asked by letter' },
        ...{ isForced: true, ticketIds: [] },
      })
    assert.equal(erased.status(), 302)
    await record.refresh()
    const name = `Person #${desk.requester.personId}`
    assert.containSubset(record.$attributes, {
      ...{ text: name, finding: name, answerText: name, state: 'answered', severity: 'medium' },
    })
    const page = await client.get(`/feedback/${record.number}`).loginAs(lead).withInertia()
    assert.notInclude(JSON.stringify(page.inertiaProps), 'Petrov')
  })
})
