import { ClockReplay, type PastEvent } from '#sla/actions/replay_clocks'
import Clock from '#sla/models/clock'
import AgreementTarget from '#sla/models/agreement_target'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import { clock } from '#core/clock'
import { test } from '@japa/runner'

test.group('Clocks computed from a whole history at once', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('SLM-04 equal those that each act of the history drove', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk({ response: 60, resolution: 480 })
    const { agreement } = desk
    await AgreementTarget.create({
      agreementId: agreement.id,
      metric: 'resolution',
      ticketKind: 'incident',
      priority: 1,
      targetMinutes: 120,
    })
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    const events: PastEvent[] = []
    const step = async (at: string, act: () => Promise<unknown>, happened: () => PastEvent[]) => {
      moveTo(at)
      await act()
      events.push(...happened())
    }
    const changed = (state: string): PastEvent => ({
      kind: 'state_changed',
      state,
      at: clock.now(),
    })
    const stopped = (metric: 'response' | 'resolution'): PastEvent => ({
      kind: 'stopped',
      metric,
      at: clock.now(),
    })
    const resolution = {
      code: 'fixed',
      text: 'The cable was replaced.',
      closureCategoryId: desk.category.id,
    } as const

    await step(
      '2026-03-02 10:20',
      () => takeIncident.handle(command),
      () => [changed('in_progress'), stopped('response')]
    )
    await step(
      '2026-03-02 11:00',
      () => awaitCustomer.handle({ ...command, question: 'Which room?' }),
      () => [changed('pending_customer')]
    )
    await step(
      '2026-03-03 09:30',
      () => resumeIncident.handle(command),
      () => [changed('in_progress')]
    )
    await step(
      '2026-03-03 10:00',
      () => updateIncident.handle({ ...command, fields: { impact: 1, urgency: 1 }, reason: null }),
      () => [{ kind: 'retargeted', facts: { priority: 1 }, at: clock.now() }]
    )
    await step(
      '2026-03-03 10:30',
      () => resolveIncident.handle({ ...command, ...resolution }),
      () => [changed('resolved'), stopped('resolution')]
    )
    await step(
      '2026-03-03 15:00',
      () => reopenIncident.handle({ ...command, reason: 'It is back.' }),
      () => [changed('in_progress'), { kind: 'reopened', metric: 'resolution', at: clock.now() }]
    )
    await step(
      '2026-03-03 15:40',
      () => resolveIncident.handle({ ...command, ...resolution }),
      () => [changed('resolved'), stopped('resolution')]
    )

    const replayed = await new ClockReplay().compute({
      agreementId: agreement.id,
      ticketKind: 'incident',
      organisationIds: [],
      ciCriticality: null,
      isVip: false,
      serviceId: desk.service.id,
      priority: ticket.priority,
      startedAt: ticket.openedAt,
      events,
      now: clock.now(),
    })
    const stored = await Clock.query().where('ticketId', ticket.id).preload('pauses').orderBy('id')
    const ofStored = stored.map((each) => ({
      metric: each.metric,
      target: each.targetMinutes,
      state: each.state,
      stopped: each.stoppedAt?.toISO() ?? null,
      due: each.dueAt?.toISO() ?? null,
      breached: each.breachedAt?.toISO() ?? null,
      elapsed: each.elapsedMinutes,
      cause: each.cancelCause,
      pauses: each.pauses.map(({ startedAt, endedAt }) => [
        startedAt.toISO(),
        endedAt?.toISO() ?? null,
      ]),
    }))
    const ofReplay = replayed.rows.map(({ columns, pauses }) => ({
      metric: columns.metric,
      target: columns.target_minutes,
      state: columns.state,
      stopped: columns.stopped_at?.toISO() ?? null,
      due: columns.due_at?.toISO() ?? null,
      breached: columns.breached_at?.toISO() ?? null,
      elapsed: columns.elapsed_minutes,
      cause: columns.cancel_cause,
      pauses: pauses.map(({ started_at: from, ended_at: to }) => [
        from?.toISO() ?? null,
        to?.toISO() ?? null,
      ]),
    }))
    assert.sameDeepMembers(ofReplay, ofStored)
    assert.lengthOf(ofStored, 3)
  })
})
