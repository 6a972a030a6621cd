import { SYSTEM_ACTOR } from '#core/actor'
import { saveAgreement } from '#sla/actions/save_agreement'
import type Agreement from '#sla/models/agreement'
import Clock from '#sla/models/clock'
import type { TargetRowValues } from '#sla/workflow/target_rows'
import { rowOf } from '#tests/helpers/agreements'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  inMoscow,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { createOrganisation, createPerson } from '#tests/helpers/people'
import { updateIncident } from '#tickets/actions/update_incident'
import { registrationPreview } from '#tickets/queries/registration_preview'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

async function putRows(agreement: Agreement, rows: TargetRowValues[]) {
  await agreement.refresh()
  const { code, nameRu, nameEn, calendarId, validFrom, validTo, pauseStates } = agreement
  const { switchPolicy, reopenPolicy, deliveryStart } = agreement
  await saveAgreement.handle({
    ...{ actor: SYSTEM_ACTOR, agreementId: agreement.id },
    values: {
      ...{ code, kind: 'sla', nameRu, nameEn, calendarId, validFrom, validTo, pauseStates },
      ...{ switchPolicy, reopenPolicy, deliveryStart, rows },
    },
  })
}

const targetsOf = async (ticketId: number) =>
  (
    await Clock.query()
      .where({ ticketId, kind: 'sla' })
      .whereNot('state', 'cancelled')
      .orderBy('metric', 'desc')
  ).map(({ targetMinutes }) => targetMinutes)

test.group('Targets by client, item and requester', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('SLM-02 the nearer organisation, the item and the VIP decide at registration', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const part = await createOrganisation({ parentId: desk.client.id })
    const unit = await createOrganisation({ parentId: part.id })
    await putRows(desk.agreement, [
      rowOf({ response: 60, resolution: 480 }),
      rowOf({ response: 50 }, { organisationId: desk.client.id }),
      rowOf({ response: 40 }, { organisationId: part.id }),
      rowOf({ resolution: 300 }, { ciCriticality: 2 }),
      rowOf({ resolution: 200 }, { isVipOnly: true }),
    ])
    const item = await createConfigurationItem({ organisationId: part.id, criticality: 2 })
    const person = (organisationId: number, isVip = false) =>
      createPerson({ organisationId, isVip })
    const register = async (requesterId: number, ciIds: number[] = []) => {
      const ticket = await createIncident(desk, { requesterId, ciIds })
      const form = {
        requesterId,
        serviceId: desk.service.id,
        ciIds,
        impact: 2,
        urgency: 2,
      } as const
      const { deadlines } = await registrationPreview(form)
      const promised = deadlines.map(({ targetMinutes }) => targetMinutes).sort((a, b) => a - b)
      const targets = await targetsOf(ticket.id)
      assert.deepEqual(
        promised,
        [...targets].sort((a, b) => a - b)
      )
      return targets
    }
    assert.deepEqual(await register(desk.requester.personId), [50, 480])
    assert.deepEqual(await register((await person(unit.id)).id), [40, 480])
    assert.deepEqual(await register((await person(unit.id)).id, [item.id]), [40, 300])
    assert.deepEqual(await register((await person(unit.id, true)).id), [40, 200])
    assert.deepEqual(await register((await person(unit.id, true)).id, [item.id]), [40, 300])
  })

  test('§3.3.7 another item leads running clocks to another target, time used included', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    await putRows(desk.agreement, [
      rowOf({ response: 60, resolution: 480 }),
      rowOf({ resolution: 240 }, { ciCriticality: 2 }),
    ])
    const item = await createConfigurationItem({ organisationId: desk.client.id, criticality: 2 })
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 11:00')
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id, reason: null }
    await updateIncident.handle({ ...command, fields: { primaryCiId: item.id } })
    assert.deepEqual(await targetsOf(ticket.id), [60, 240])
    const clock = await Clock.query()
      .where({ ticketId: ticket.id, metric: 'resolution' })
      .whereNot('state', 'cancelled')
      .firstOrFail()
    assert.deepEqual(
      [clock.origin, inMoscow(clock.startedAt), inMoscow(clock.dueAt)],
      ['target_changed', '2026-03-02 10:00', '2026-03-02 14:00']
    )
    await updateIncident.handle({ ...command, fields: { primaryCiId: null } })
    assert.deepEqual(await targetsOf(ticket.id), [60, 480])
  })
})

test.group('Trying out an agreement', (group) => {
  group.each.setup(wrapInTransaction)

  test('SLM-02 the answer tells target, due time and why the others lose', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await putRows(desk.agreement, [
      rowOf({ response: 60, resolution: 480 }),
      rowOf({ response: 30 }, { priority: 2 }),
      rowOf({ response: 15 }, { priority: 1 }),
      rowOf({ response: 45 }, { organisationId: desk.client.id }),
    ])
    const part = await createOrganisation({ parentId: desk.client.id })
    const ask = (query: object) =>
      client
        .get(`/agreements/${desk.agreement.code}/simulation`)
        .qs({ ticketKind: 'incident', priority: 2, opened: '2026-03-06T17:40', ...query })
        .loginAs(desk.agent)
        .accept('json')
    const answer = await ask({ organisationId: part.id })
    answer.assertStatus(200)
    const { metrics } = answer.body()
    const [response, , , resolution] = metrics
    assert.deepEqual(
      metrics.map(({ metric }: { metric: string }) => metric),
      ['response', 'assignment', 'next_update', 'resolution']
    )
    assert.deepEqual(
      response.candidates.map(
        ({ target, verdict }: { target: { targetMinutes: number }; verdict: object }) => [
          target.targetMinutes,
          verdict,
        ]
      ),
      [
        [45, { outcome: 'chosen' }],
        [30, { outcome: 'outranked', by: 'organisation' }],
        [60, { outcome: 'outranked', by: 'organisation' }],
        [15, { outcome: 'unfit', conditions: ['priority'] }],
      ]
    )
    // Friday 17:40 in Moscow: twenty minutes on Friday, the rest on Monday.
    const due = ({ promise }: { promise: { dueAt: string } }) =>
      inMoscow(DateTime.fromISO(promise.dueAt))
    assert.equal(due(response), '2026-03-09 09:25')
    assert.equal(due(resolution), '2026-03-09 16:40')

    const ordinary = await ask({})
    assert.equal(ordinary.body().metrics[0].promise.targetMinutes, 30)
    const before = await ask({ opened: '2019-12-31T10:00' })
    assert.isFalse(before.body().isValid)
    assert.isNull(before.body().metrics[0].promise)
    const unknown = await ask({ organisationId: 999_999 })
    unknown.assertStatus(422)
    assert.equal(unknown.body().errors[0].field, 'organisationId')
    const wrong = await ask({ opened: 'yesterday' })
    wrong.assertStatus(422)
  })

  test('G-04 trying out is for the desk, and for nobody a foreign agreement', async ({
    client,
  }) => {
    const desk = await createDesk()
    const query = { ticketKind: 'incident', priority: 2, opened: '2026-03-06T17:40' }
    const forClient = await client
      .get(`/agreements/${desk.agreement.code}/simulation`)
      .qs(query)
      .loginAs(desk.manager)
    forClient.assertStatus(403)
    const missing = await client.get('/agreements/NOTHING/simulation').qs(query).loginAs(desk.agent)
    missing.assertStatus(404)
  })
})
