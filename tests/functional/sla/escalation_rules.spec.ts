import AuditEvent from '#core/models/audit_event'
import Notification from '#core/models/notification'
import Team from '#directory/models/team'
import Agreement from '#sla/models/agreement'
import EscalationRule from '#sla/models/escalation_rule'
import { rebuildTimers } from '#sla/actions/rebuild_timers'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createAgreement,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { clockOf, createRule, fireDue, timersOf } from '#tests/helpers/timers'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { takeIncident } from '#tickets/actions/take_incident'
import { test } from '@japa/runner'

test.group('Escalation rules of an agreement', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  const form = {
    agreementTargetId: null,
    metric: 'resolution',
    moment: 'percent',
    amount: 80,
    minutes: 30,
    isWallClock: false,
    repeatMinutes: null,
    repeatMax: 0,
    actions: [{ kind: 'notify', assignee: true }, { kind: 'raise_priority' }],
  }

  async function begin() {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    const rules = `/agreements/${desk.agreement.code}/escalations`
    return { desk, manager, rules }
  }

  test('SLM-06 are added, changed and removed on the agreement’s version', async ({
    client,
    assert,
  }) => {
    const { desk, manager, rules } = await begin()
    const send = (method: 'POST' | 'PUT' | 'DELETE', address: string, values: object) =>
      client.request(address, method).loginAs(manager).withCsrfToken().redirects(0).json(values)
    const ticket = await createIncident(desk)
    assert.equal((await send('POST', rules, { ...form, version: 1 })).status(), 302)
    const rule = await EscalationRule.firstOrFail()
    assert.deepEqual(
      rule.actions.map(({ kind }) => kind),
      ['notify', 'raise_priority']
    )
    // Clocks that run already get the new moment too.
    await rebuildTimers.handle({ agreementId: desk.agreement.id })
    assert.lengthOf(await timersOf((await clockOf(ticket.id)).id), 2)

    const stale = await send('PUT', `${rules}/${rule.id}`, { ...form, version: 1 })
    assert.equal(stale.status(), 409)
    const late = { ...form, moment: 'after_due', version: 2 }
    assert.equal((await send('PUT', `${rules}/${rule.id}`, late)).status(), 302)
    assert.equal((await rule.refresh()).amount, 30)
    assert.equal((await send('DELETE', `${rules}/${rule.id}`, { version: 3 })).status(), 302)
    assert.lengthOf(await EscalationRule.all(), 0)
    assert.equal((await Agreement.findOrFail(desk.agreement.id)).version, 4)
    const actions = (await AuditEvent.query().where('subjectType', 'agreement')).map(
      ({ action }) => action
    )
    assert.sameMembers(actions, [
      'agreement.escalation_added',
      'agreement.escalation_changed',
      'agreement.escalation_removed',
    ])
  })

  test('name only what exists: 422 on the field', async ({ client }) => {
    const { manager, rules } = await begin()
    const other = await createAgreement({ resolution: 60 })
    const foreign = await other.related('targets').query().firstOrFail()
    const wrong = [
      [{ agreementTargetId: foreign.id }, 'agreementTargetId'],
      [{ actions: [{ kind: 'reassign', teamId: 999_999 }] }, 'actions'],
      [{ actions: [] }, 'actions'],
      [{ moment: 'percent', amount: 0 }, 'amount'],
    ] as const
    for (const [values, field] of wrong) {
      const response = await client
        .post(rules)
        .loginAs(manager)
        .withCsrfToken()
        .accept('json')
        .json({ ...form, ...values, version: 1 })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field }] })
    }
  })

  test('are for those who may edit agreements', async ({ client, assert }) => {
    const { desk, rules } = await begin()
    const rule = await createRule(desk.agreement)
    for (const user of [desk.agent, desk.manager, desk.requester]) {
      const response = await client
        .put(`${rules}/${rule.id}`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .json({ ...form, version: 1 })
      assert.include([403, 404], response.status())
    }
    const page = await client
      .get(`/agreements/${desk.agreement.code}`)
      .loginAs(desk.manager)
      .withInertia()
    page.assertInertiaPropsContains({ escalations: null, canEdit: false })
  })

  test('tell beforehand when they would fire', async ({ client }) => {
    const { manager, rules } = await begin()
    const timing = { metric: 'resolution', moment: 'percent', amount: 80, minutes: 30 }
    const response = await client
      .get(`${rules}/preview`)
      .qs({ ...timing, isWallClock: false, repeatMax: 0, priority: 2 })
      .loginAs(manager)
    response.assertStatus(200)
    response.assertBodyContains({
      preview: {
        dueAt: '2026-03-02T15:00:00.000Z',
        firesAt: ['2026-03-02T13:24:00.000Z'],
        timeZone: 'Europe/Moscow',
      },
    })
  })

  test('§3.3.11 teams are put under an OLA', async ({ client, assert }) => {
    const { desk, manager } = await begin()
    const ola = await createAgreement({ resolution: 60 })
    await ola.merge({ kind: 'ola' }).save()
    const response = await client
      .put(`/agreements/${ola.code}/holders`)
      .loginAs(manager)
      .withCsrfToken()
      .redirects(0)
      .json({ version: 1, teamIds: [desk.team.id] })
    response.assertStatus(302)
    assert.equal((await Team.findOrFail(desk.team.id)).olaAgreementId, ola.id)
  })
})

test.group('Deadlines explained', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  async function paused() {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    await createRule(desk.agreement)
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    await takeIncident.handle(command)
    moveTo('2026-03-02 12:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    moveTo('2026-03-02 14:00')
    return { desk, ticket }
  }

  test('the desk gets working time, pauses, teams and timers as JSON', async ({
    client,
    assert,
  }) => {
    const { desk, ticket } = await paused()
    const response = await client.get(`/incidents/${ticket.number}/clocks`).loginAs(desk.agent)
    response.assertStatus(200)
    const clock = response
      .body()
      .clocks.find((each: { metric: string }) => each.metric === 'resolution')
    assert.deepInclude(clock, { dueAt: null, isPaused: true, elapsedMinutes: 120 })
    assert.equal(clock.pauses[0].minutes, 120)
    assert.deepEqual(clock.teams, [{ team: desk.team.name, minutes: 120 }])
    assert.equal(clock.strip.working[0].from, '2026-03-02T07:00:00.000Z')
    assert.equal(clock.agreement.code, desk.agreement.code)
  })

  test('a requester gets the promise and nothing of the desk', async ({ client, assert }) => {
    const { desk, ticket } = await paused()
    const response = await client.get(`/incidents/${ticket.number}/clocks`).loginAs(desk.requester)
    response.assertStatus(200)
    for (const clock of response.body().clocks) {
      assert.equal(clock.kind, 'sla')
      assert.deepEqual([clock.teams, clock.timers, clock.breach.team], [[], [], null])
    }
    const stranger = await createUser({ roles: ['end_user'] })
    const refused = await client.get(`/incidents/${ticket.number}/clocks`).loginAs(stranger)
    refused.assertStatus(404)
  })

  test('SLM-07 the reason of a breach is the service level manager’s to give', async ({
    client,
    assert,
  }) => {
    const { desk, ticket } = await paused()
    moveTo('2026-03-04 12:00')
    await takeBack(desk, ticket.id)
    moveTo('2026-03-06 12:00')
    await fireDue()
    const clock = await clockOf(ticket.id)
    const judge = async (user: typeof desk.agent, values: object) => {
      const { version } = await ticket.refresh()
      return client
        .patch(`/incidents/${ticket.number}/clocks/${clock.id}`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .json({ version, reason: 'supplier', note: 'Fibre cut', ...values })
    }
    assert.equal((await judge(desk.agent, {})).status(), 403)
    const manager = await createUser({ roles: ['service_level_manager'] })
    assert.equal((await judge(manager, { version: 1 })).status(), 409)
    assert.equal((await judge(manager, {})).status(), 302)
    const judged = await clockOf(ticket.id)
    assert.deepEqual([judged.breachReason, judged.breachNote], ['supplier', 'Fibre cut'])
  })

  async function takeBack(desk: Awaited<ReturnType<typeof createDesk>>, ticketId: number) {
    const { resumeIncident } = await import('#tickets/actions/resume_incident')
    await resumeIncident.handle({ actor: actorOf(desk.agent), ticketId })
  }

  test('notices are one’s own, link to what one may see, and are read', async ({
    client,
    assert,
  }) => {
    const { desk, ticket } = await paused()
    await takeBack(desk, ticket.id)
    moveTo('2026-03-03 17:00')
    await fireDue()
    const list = await client.get('/notifications').loginAs(desk.agent)
    list.assertBodyContains({ unread: 1, notices: [{ href: `/incidents/${ticket.number}` }] })
    const others = await client.get('/notifications').loginAs(desk.colleague)
    others.assertBodyContains({ unread: 0, notices: [] })
    const { id } = await Notification.firstOrFail()
    await client.patch('/notifications').loginAs(desk.colleague).withCsrfToken().json({ id })
    assert.isNull((await Notification.firstOrFail()).readAt)
    const read = await client
      .patch('/notifications')
      .loginAs(desk.agent)
      .withCsrfToken()
      .json({ id })
    read.assertBodyContains({ unread: 0 })
    const page = await client.get(`/incidents/${ticket.number}`).loginAs(desk.agent).withInertia()
    const { timeline } = page.inertiaProps as { timeline: { kind: string; action?: string }[] }
    assert.deepEqual(
      timeline.filter(({ kind }) => kind === 'clock').map(({ action }) => action),
      ['escalated', 'breached']
    )
  })
})
