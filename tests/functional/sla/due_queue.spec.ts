import AuditEvent from '#core/models/audit_event'
import Notification from '#core/models/notification'
import Team from '#directory/models/team'
import type Agreement from '#sla/models/agreement'
import AgreementTarget from '#sla/models/agreement_target'
import ClockTimer from '#sla/models/clock_timer'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createAgreement,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { clockOf, createRule, fireDue, TELL_ASSIGNEE, timersOf } from '#tests/helpers/timers'
import { addComment } from '#tickets/actions/add_comment'
import { assignIncident } from '#tickets/actions/assign_incident'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

test.group('The due queue of clocks', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  async function deskAt(moment: string) {
    moveTo(moment)
    const desk = await createDesk()
    return { ...desk, command: { actor: actorOf(desk.agent) } }
  }

  test('§3.3.13 a new clock stands in the queue with its breach and its rules', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const percent = await createRule(desk.agreement)
    const late = await createRule(desk.agreement, {
      moment: 'after_due',
      amount: 30,
      repeatMinutes: 60,
      repeatMax: 1,
    })
    const before = await createRule(desk.agreement, {
      moment: 'before_due',
      amount: 60,
      isWallClock: true,
    })
    const ticket = await createIncident(desk)
    assert.deepEqual(await timersOf((await clockOf(ticket.id)).id), [
      { ruleId: percent.id, occurrence: 0, at: '03-02 16:24', state: 'pending' },
      { ruleId: before.id, occurrence: 0, at: '03-02 17:00', state: 'pending' },
      { ruleId: 0, occurrence: 0, at: '03-02 18:00', state: 'pending' },
      { ruleId: late.id, occurrence: 0, at: '03-03 09:30', state: 'pending' },
      { ruleId: late.id, occurrence: 1, at: '03-03 10:30', state: 'pending' },
    ])
    assert.lengthOf(await timersOf((await clockOf(ticket.id, 'response')).id), 1)
  })

  test('§3.3.9 a pause takes the timers away, resuming brings them back later', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const rule = await createRule(desk.agreement)
    const ticket = await createIncident(desk)
    const { id } = await clockOf(ticket.id)
    const command = { ...desk.command, ticketId: ticket.id }
    await takeIncident.handle(command)
    moveTo('2026-03-02 11:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    assert.deepEqual(
      (await timersOf(id)).map(({ state }) => state),
      ['cancelled', 'cancelled']
    )
    moveTo('2026-03-02 18:30')
    assert.equal(await fireDue(), 0)
    moveTo('2026-03-03 10:00')
    await resumeIncident.handle(command)
    assert.deepEqual(await timersOf(id), [
      { ruleId: rule.id, occurrence: 0, at: '03-03 15:24', state: 'pending' },
      { ruleId: 0, occurrence: 0, at: '03-03 17:00', state: 'pending' },
    ])
  })

  test('§3.3.9 each occurrence fires once, in the history and for the assignee', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    await createRule(desk.agreement)
    const ticket = await createIncident(desk)
    await takeIncident.handle({ ...desk.command, ticketId: ticket.id })
    moveTo('2026-03-02 16:23')
    assert.equal(await fireDue(), 0)
    moveTo('2026-03-02 16:24')
    assert.equal(await fireDue(), 1)
    assert.equal(await fireDue(), 0)

    const event = await AuditEvent.findByOrFail('action', 'clock.escalated')
    assert.equal(event.channel, 'rule')
    assert.deepInclude(event.changes, {
      field: 'escalation',
      before: null,
      after: { moment: 'percent', amount: 80, isWallClock: false, occurrence: 0 },
    })
    const notices = await Notification.all()
    assert.deepEqual(
      notices.map(({ userId }) => userId),
      [desk.agent.id]
    )
    assert.equal(notices[0]!.params.number, ticket.number)
  })

  test('SLM-06 a rule tells leads, members, the account manager and named people, once each', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const lead = await createUser({
      roles: ['team_lead'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
    const manager = await createUser({
      roles: ['account_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
    await manager.related('roleAssignments').query().update({ organisationId: desk.client.id })
    await desk.team.related('members').attach({ [lead.personId]: { is_lead: true } })
    const action = {
      ...TELL_ASSIGNEE,
      teamLeads: true,
      accountManager: true,
      teamIds: [desk.team.id],
      personIds: [desk.requester.personId, lead.personId],
    }
    await createRule(desk.agreement, { actions: [action] })
    await createIncident(desk, { teamId: desk.team.id })
    moveTo('2026-03-02 16:30')
    await fireDue()
    const told = (await Notification.all()).map(({ userId }) => userId)
    const expected = [lead, manager, desk.agent, desk.colleague, desk.requester].map(({ id }) => id)
    assert.sameMembers(told, expected)
  })

  test('SLM-06 a rule raises the priority through the same act as the form', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    await target(desk.agreement, 2, 450)
    const rule = await createRule(desk.agreement, {
      actions: [{ kind: 'raise_priority' }, { kind: 'flag', text: 'Hurry' }],
    })
    const ticket = await createIncident(desk)
    const first = await clockOf(ticket.id)
    moveTo('2026-03-02 16:30')
    await fireDue()

    const raised = await Ticket.findOrFail(ticket.id)
    assert.equal(raised.priority, ticket.priority - 1)
    assert.isTrue(raised.isPriorityOverridden)
    const edit = await AuditEvent.findByOrFail('action', 'incident.updated')
    assert.equal(edit.channel, 'rule')
    const second = await clockOf(ticket.id)
    assert.equal(second.predecessorId, first.id)
    assert.equal(second.targetMinutes, 450)
    // What has fired on the clock before does not fire again on the one after it.
    const own = (await timersOf(second.id)).filter(({ ruleId }) => ruleId === rule.id)
    assert.deepEqual(
      own.map(({ state }) => state),
      ['carried']
    )
    assert.equal(await fireDue(), 0)
  })

  test('SLM-06 a rule reassigns, and tells when that makes no sense any more', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const second = await Team.create({
      code: 'SECOND',
      name: 'Second line',
      tier: 2,
      isActive: true,
    })
    await createRule(desk.agreement, { actions: [{ kind: 'reassign', teamId: second.id }] })
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    moveTo('2026-03-02 16:30')
    await fireDue()
    const moved = await Ticket.findOrFail(ticket.id)
    assert.equal(moved.teamId, second.id)
    assert.equal(moved.reassignmentCount, 1)

    await createRule(desk.agreement, {
      amount: 90,
      actions: [{ kind: 'reassign', teamId: second.id }],
    })
    moveTo('2026-03-03 10:00')
    const other = await createIncident(desk, { teamId: second.id })
    moveTo('2026-03-03 17:30')
    await fireDue()
    const events = await AuditEvent.query().where({
      action: 'clock.escalated',
      subjectId: other.id,
    })
    const skipped = [{ kind: 'reassign', teamId: second.id, isSkipped: true }]
    for (const event of events) {
      assert.deepInclude(event.changes, {
        field: 'escalationActions',
        before: null,
        after: skipped,
      })
    }
    assert.lengthOf(events, 2)
  })

  test('§3.3.9 what a new target makes overdue fires once, collapsed to the highest, quietly', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    await target(desk.agreement, 1, 240)
    const rules = []
    for (const amount of [50, 80]) {
      const actions = [{ ...TELL_ASSIGNEE, teamIds: [desk.team.id] }]
      rules.push(await createRule(desk.agreement, { amount, actions }))
    }
    const ticket = await createIncident(desk)
    await takeIncident.handle({ ...desk.command, ticketId: ticket.id })
    moveTo('2026-03-02 13:30')
    await updateIncident.handle({
      ...{ ...desk.command, ticketId: ticket.id },
      fields: { priority: 1 },
      reason: 'Whole office',
    })
    const clock = await clockOf(ticket.id)
    const states = (await timersOf(clock.id)).filter(({ ruleId }) => ruleId !== 0)
    assert.deepEqual(
      states.map(({ ruleId, state }) => [ruleId, state]),
      [
        [rules[0]!.id, 'collapsed'],
        [rules[1]!.id, 'pending'],
      ]
    )
    assert.equal(await fireDue(), 1)
    const told = (await Notification.all()).map(({ userId }) => userId)
    assert.deepEqual(told, [desk.agent.id])
    const timer = await ClockTimer.findByOrFail({ clockId: clock.id, ruleId: rules[1]!.id })
    assert.equal(timer.cause, 'target_changed')
  })

  test('§3.3.7 a breach by a new target is recorded once, with that cause', async ({ assert }) => {
    const desk = await deskAt('2026-03-02 10:00')
    await target(desk.agreement, 1, 120)
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    const command = { ...desk.command, ticketId: ticket.id, reason: 'Whole office' }
    moveTo('2026-03-02 13:00')
    await updateIncident.handle({ ...command, fields: { priority: 1 } })
    await fireDue()
    moveTo('2026-03-02 13:30')
    await updateIncident.handle({ ...command, fields: { priority: 1, title: 'Still down' } })
    await fireDue()
    const clock = await clockOf(ticket.id)
    assert.equal(clock.breachCause, 'target_changed')
    assert.equal(clock.breachTeamId, desk.team.id)
    const events = await AuditEvent.query().where('action', 'clock.breached')
    // The response ran late by itself, the resolution by the change.
    assert.lengthOf(events, 2)
  })

  test('SLM-07 a clock that stopped late has its breach recorded all the same', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    moveTo('2026-03-03 12:00')
    await resolveIncident.handle({
      ...{ ...desk.command, ticketId: ticket.id, closureCategoryId: desk.category.id },
      ...{ code: 'fixed', text: 'Restarted the service.' },
    })
    await fireDue()
    const clock = await clockOf(ticket.id)
    assert.equal(clock.state, 'breached_stopped')
    assert.equal(clock.breachTeamId, desk.team.id)
  })

  test('SLM-07 the team of a breach is the one of that moment, not of the recording', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const second = await Team.create({
      code: 'SECOND',
      name: 'Second line',
      tier: 2,
      isActive: true,
    })
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    moveTo('2026-03-03 12:00')
    await assignIncident.handle({
      ...{ ...desk.command, ticketId: ticket.id, teamId: second.id },
      ...{ assigneeId: null, note: null },
    })
    await fireDue()
    assert.equal((await clockOf(ticket.id)).breachTeamId, desk.team.id)
  })

  test('§3.3.4 exactly at the due time nothing has happened yet', async ({ assert }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 18:00:00')
    await fireDue()
    assert.equal((await clockOf(ticket.id)).state, 'running')
    moveTo('2026-03-02 18:00:01')
    await fireDue()
    assert.equal((await clockOf(ticket.id)).state, 'breached_running')
  })

  test('§3.3.8 cancelling empties the queue', async ({ assert }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const ticket = await createIncident(desk)
    await cancelIncident.handle({
      ...{ ...desk.command, ticketId: ticket.id },
      ...{ cause: 'spam', note: null },
    })
    assert.lengthOf(await ClockTimer.query().where('state', 'pending'), 0)
  })

  test('§3.3.5 the first public reply stops the response and its timers', async ({ assert }) => {
    const desk = await deskAt('2026-03-02 10:00')
    await createRule(desk.agreement, { metric: 'response' })
    const ticket = await createIncident(desk)
    const command = { ...desk.command, ticketId: ticket.id }
    await addComment.handle({ ...command, visibility: 'public', body: 'We look at it.' })
    const { id } = await clockOf(ticket.id, 'response')
    assert.deepEqual(
      (await timersOf(id)).map(({ state }) => state),
      ['cancelled', 'cancelled']
    )
  })

  test('a rule that is gone does not fire', async ({ assert }) => {
    const desk = await deskAt('2026-03-02 10:00')
    const rule = await createRule(desk.agreement)
    const ticket = await createIncident(desk)
    await rule.delete()
    moveTo('2026-03-02 16:30')
    await fireDue()
    const own = (await timersOf((await clockOf(ticket.id)).id)).filter(({ ruleId }) => ruleId > 0)
    assert.equal(own[0]!.state, 'cancelled')
    assert.lengthOf(await AuditEvent.query().where('action', 'clock.escalated'), 0)
  })

  test('§3.3.13 what a dead worker had claimed comes back when its lease has ended', async ({
    assert,
  }) => {
    const desk = await deskAt('2026-03-02 10:00')
    await createIncident(desk)
    moveTo('2026-03-02 11:01')
    await ClockTimer.query()
      .where('fireAt', '<=', '2026-03-02 08:01:00')
      .update({ state: 'claimed', claimedBy: 'dead/1', claimedAt: '2026-03-02 08:01:00' })
    assert.equal(await fireDue(), 0)
    moveTo('2026-03-02 11:02')
    assert.equal(await fireDue(), 0)
    moveTo('2026-03-02 11:04')
    assert.equal(await fireDue(), 1)
  })

  async function target(agreement: Agreement, priority: number, minutes: number) {
    await AgreementTarget.create({
      ...{ agreementId: agreement.id, metric: 'resolution', ticketKind: 'incident' },
      ...{ priority, targetMinutes: minutes },
    })
  }

  test('rules of another agreement or target are not for this clock', async ({ assert }) => {
    const desk = await deskAt('2026-03-02 10:00')
    await createRule(await createAgreement({ resolution: 60 }))
    const own = await AgreementTarget.query().where({
      agreementId: desk.agreement.id,
      metric: 'resolution',
    })
    const rule = await createRule(desk.agreement, { agreementTargetId: own[0]!.id })
    await createRule(desk.agreement, { metric: 'response', agreementTargetId: own[0]!.id })
    const ticket = await createIncident(desk)
    const rules = (await timersOf((await clockOf(ticket.id)).id)).map(({ ruleId }) => ruleId)
    assert.deepEqual(rules, [rule.id, 0])
    assert.lengthOf(await timersOf((await clockOf(ticket.id, 'response')).id), 1)
  })
})
