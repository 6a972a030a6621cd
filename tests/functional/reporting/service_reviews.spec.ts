import Improvement from '#quality/models/improvement'
import { repointParticipants } from '#reporting/actions/repoint_participants'
import ServiceReview from '#reporting/models/service_review'
import { nextReview } from '#reporting/workflow/next_review'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import type { Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { addComment } from '#tickets/actions/add_comment'
import type User from '#directory/models/user'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

test.group('Service reviews', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const send = (client: ApiClient, user: User, path: string, values: object, method = 'POST') =>
    client
      .request(`/service-reviews${path}`, method as 'POST')
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json(values)

  const plan = (desk: Desk, values: object = {}) => ({
    ...{ organisationId: desk.client.id, periodFrom: '2026-03-01', periodTo: '2026-03-31' },
    ...{ plannedOn: '2026-03-02', intervalMonths: 3, agenda: 'Calls', minutes: null },
    ...{ decisions: null, serviceIds: [desk.service.id], agreementIds: [desk.agreement.id] },
    ...{ participantIds: [desk.requester.personId, desk.agent.personId], ...values },
  })
  const latest = () => ServiceReview.query().orderBy('id', 'desc').firstOrFail()
  const answerIn = async (desk: Desk) => {
    const ticket = await createIncident(desk)
    await addComment.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, visibility: 'public', body: 'Hello' },
    })
  }

  test('SLM-11 the figures of the period are frozen when the review is held', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    await answerIn(desk)
    await answerIn(await createDesk())
    assert.equal((await send(client, manager, '', plan(desk))).status(), 302)
    const review = await latest()
    const path = `/${review.number}`
    assert.isNull(review.figures)
    const future = await send(client, manager, `${path}/holding`, {
      ...{ version: 1, heldOn: '2026-03-03' },
    })
    assert.equal(future.body().errors[0].field, 'heldOn')
    await send(client, manager, `${path}/holding`, { version: 1, heldOn: '2026-03-02' })
    await review.refresh()
    assert.containSubset(review.figures!.overall, { met: 1, breached: 0 })
    await answerIn(desk)
    await review.refresh()
    assert.equal(review.figures!.metrics.response!.met, 1)
    const twice = await send(client, manager, `${path}/holding`, {
      ...{ version: 2, heldOn: '2026-03-02' },
    })
    assert.equal(twice.status(), 422)
  })

  test('SLM-11 is closed with its minutes and stays as it is', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['account_manager'] })
    await send(client, manager, '', plan(desk))
    const review = await latest()
    const path = `/${review.number}`
    await send(client, manager, `${path}/holding`, { version: 1, heldOn: '2026-03-02' })
    const silent = await send(client, manager, `${path}/closure`, { version: 2 })
    assert.equal(silent.body().errors[0].field, 'minutes')
    const written = plan(desk, { minutes: 'All is well.', version: 2, periodFrom: '2026-01-01' })
    assert.equal(
      (await send(client, manager, path, { ...written, version: 1 }, 'PUT')).status(),
      409
    )
    await send(client, manager, path, written, 'PUT')
    await review.refresh()
    assert.equal(review.periodFrom, '2026-03-01')
    await send(client, manager, `${path}/closure`, { version: 3 })
    const late = await send(client, manager, path, { ...written, version: 4 }, 'PUT')
    assert.equal(late.status(), 422)
    const events = await db.from('audit_events').where('subject_type', 'service_review')
    assert.deepEqual(
      events.map(({ action }) => action.split('.')[1]),
      ['planned', 'hold', 'changed', 'close']
    )
  })

  test('SLM-11 an improvement comes out of a review by one act', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    await send(client, manager, '', plan(desk))
    const review = await latest()
    await send(client, manager, `/${review.number}/improvements`, {
      ...{ title: 'Call back', description: 'A reminder.', serviceId: null, ownerId: null },
      ...{ expectedBenefit: null, effort: null, value: null, dueOn: null },
    })
    const improvement = await Improvement.query().orderBy('id', 'desc').firstOrFail()
    assert.containSubset(improvement.$attributes, {
      ...{ source: 'review', sourceNumber: review.number, organisationId: desk.client.id },
    })
    const page = await client
      .get(`/service-reviews/${review.number}`)
      .loginAs(manager)
      .withInertia()
    assert.lengthOf(page.inertiaProps.improvements as object[], 1)
  })

  test('SLM-11 the next review looks at the days that follow', ({ assert }) => {
    const held = { periodTo: '2026-03-31', plannedOn: '2026-04-10', heldOn: '2026-04-12' }
    assert.deepEqual(nextReview({ ...held, intervalMonths: 3 }), {
      ...{ plannedOn: '2026-07-12', periodFrom: '2026-04-01', periodTo: '2026-06-30' },
    })
  })

  test('SLM-11 T2 another client’s review is not there; the own manager reads, an agent plans none', async ({
    client,
    assert,
  }) => {
    const [desk, elsewhere] = [await createDesk(), await createDesk()]
    const manager = await createUser({ roles: ['service_level_manager'] })
    await send(client, manager, '', plan(desk))
    const { number } = await latest()
    const read = (user: User) => client.get(`/service-reviews/${number}`).loginAs(user)
    assert.equal((await read(elsewhere.manager)).status(), 404)
    assert.equal((await read(desk.manager)).status(), 200)
    assert.equal((await read(desk.requester)).status(), 403)
    assert.equal((await send(client, desk.agent, '', plan(desk))).status(), 403)
    const limited = await createUser({ roles: ['account_manager'], assignedTo: elsewhere.client })
    const foreign = await send(client, limited, '', plan(desk))
    assert.equal(foreign.body().errors[0].field, 'organisationId')
    const reversed = await send(client, manager, '', plan(desk, { periodTo: '2026-02-01' }))
    assert.equal(reversed.body().errors[0].field, 'periodTo')
  })

  test('SLM-11 two records of one person that sat in a review become one seat', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    await send(client, manager, '', plan(desk))
    const [from, to] = [desk.requester.personId, desk.agent.personId]
    await db.transaction((trx) => repointParticipants({ trx, from, to }))
    const review = await latest()
    await review.load('participants')
    assert.deepEqual(
      review.participants.map(({ id }) => id),
      [to]
    )
  })
})
