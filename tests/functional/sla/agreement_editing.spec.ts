import { recalculateClocks } from '#sla/actions/recalculate_clocks'
import { requestRecalculation } from '#sla/actions/request_recalculation'
import { saveAgreement, type AgreementValues } from '#sla/actions/save_agreement'
import { TiedTargets } from '#sla/errors'
import Agreement from '#sla/models/agreement'
import AgreementTarget from '#sla/models/agreement_target'
import AgreementVersion from '#sla/models/agreement_version'
import Clock from '#sla/models/clock'
import ClockTimer from '#sla/models/clock_timer'
import EscalationRule from '#sla/models/escalation_rule'
import { explainClocks } from '#sla/queries/explain_clocks'
import { findTargets } from '#sla/queries/find_targets'
import Role from '#directory/models/role'
import { SYSTEM_ACTOR } from '#core/actor'
import { StaleRecord } from '#core/errors'
import { rowOf, savedCell } from '#tests/helpers/agreements'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createCalendar,
  createDesk,
  createIncident,
  createService,
  inMoscow,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { createRule } from '#tests/helpers/timers'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { awaitVendor } from '#tickets/actions/await_vendor'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const createEditor = () => createUser({ roles: ['service_level_manager'] })

async function inputOf(values: object = {}) {
  const calendar = await createCalendar()
  return {
    ...{ code: 'SLA-NEW', kind: 'sla', nameRu: 'Новое', nameEn: 'New', calendarId: calendar.id },
    ...{ validFrom: '2026-01-01', validTo: null, pauseStates: ['pending_customer'] },
    ...{ switchPolicy: 'keep_elapsed', reopenPolicy: 'pause', deliveryStart: 'approval' },
    rows: [rowOf({ response: 60, resolution: 480 })],
    ...values,
  }
}

/** The agreement of a desk as its editor holds it, with its one row of times. */
async function valuesOf(agreement: Agreement): Promise<AgreementValues> {
  await agreement.refresh()
  const { code, nameRu, nameEn, calendarId, validFrom, validTo, pauseStates } = agreement
  const { switchPolicy, reopenPolicy, deliveryStart } = agreement
  const targets = await AgreementTarget.query().where('agreementId', agreement.id).orderBy('id')
  const cell = (metric: string) => savedCell(targets.find((each) => each.metric === metric)!)
  return {
    ...{ code, kind: 'sla', nameRu, nameEn, calendarId, validFrom, validTo, pauseStates },
    ...{ switchPolicy, reopenPolicy, deliveryStart },
    rows: [rowOf({ response: cell('response'), resolution: cell('resolution') })],
  }
}

const save = (agreement: Agreement, values: AgreementValues) =>
  saveAgreement.handle({ actor: SYSTEM_ACTOR, agreementId: agreement.id, values })

test.group('Editing agreements', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('SLM-01 an agreement is made with all its conditions and finds its targets', async ({
    client,
    assert,
  }) => {
    const service = await createService()
    const organisation = await createOrganisation()
    const own = await createCalendar()
    const rows = [
      rowOf({ response: 60, resolution: 480 }),
      rowOf({ response: 15 }, { priority: 1 }),
      rowOf(
        { resolution: { id: null, targetMinutes: 30, calendarId: own.id } },
        {
          ...{ serviceId: service.id, organisationId: organisation.id },
          ...{ ciCriticality: 1, isVipOnly: true, priority: 2 },
        }
      ),
    ]
    const editor = await createEditor()
    const answer = await client
      .post('/agreements')
      .loginAs(editor)
      .withCsrfToken()
      .json(await inputOf({ rows }))
      .redirects(0)
    assert.equal(answer.header('location'), '/agreements/SLA-NEW')
    const agreement = await Agreement.findByOrFail('code', 'SLA-NEW')
    const facts = { agreementId: agreement.id, ticketKind: 'incident', onDate: '2026-03-02' }
    const exact = {
      ...{ serviceId: service.id, organisationIds: [organisation.id] },
      ...{ ciCriticality: 1, isVip: true, priority: 2 },
    }
    const found = await findTargets({ ...facts, ...exact })
    assert.sameDeepMembers(
      found.map(({ metric, targetMinutes, calendarId }) => [metric, targetMinutes, calendarId]),
      [
        ['response', 60, agreement.calendarId],
        ['resolution', 30, own.id],
      ]
    )
    const other = await findTargets({ ...facts, ...exact, isVip: false })
    assert.equal(other.find(({ metric }) => metric === 'resolution')!.targetMinutes, 480)

    const event = await db
      .from('audit_events')
      .where({ subject_type: 'agreement', subject_id: agreement.id })
      .first()
    assert.deepEqual([event.action, event.actor_user_id], ['agreement.created', editor.id])
    const changes = typeof event.changes === 'string' ? JSON.parse(event.changes) : event.changes
    const told = changes.find(({ field }: { field: string }) => field === 'targets')
    assert.lengthOf(told.after, 4)
    assert.equal(told.after[3].organisation.en, organisation.name)
  })

  test('SLM-02 {field} is refused with a message on the very place')
    .with([
      { field: 'code', values: { code: 'two words' } },
      { field: 'code', values: { code: 'new' } },
      { field: 'calendarId', values: { calendarId: 999_999 } },
      { field: 'validFrom', values: { validFrom: '2026-02-30' } },
      { field: 'validTo', values: { validTo: '2025-12-31' } },
      { field: 'pauseStates.0', values: { pauseStates: ['resolved'] } },
      { field: 'switchPolicy', values: { switchPolicy: 'forget' } },
      { field: 'rows.0.cells.response.targetMinutes', values: { rows: [rowOf({ response: 0 })] } },
      {
        field: 'rows.0.cells.resolution.targetMinutes',
        values: { rows: [rowOf({ response: 1, resolution: -5 })] },
      },
      {
        field: 'rows.0.cells.response.targetMinutes',
        values: { rows: [rowOf({ response: 1.5 })] },
      },
      { field: 'rows.0', values: { rows: [rowOf({})] } },
      {
        field: 'rows.0.serviceId',
        values: { rows: [rowOf({ response: 1 }, { serviceId: 999_999 })] },
      },
      {
        field: 'rows.1.organisationId',
        values: {
          rows: [rowOf({ response: 1 }), rowOf({ response: 1 }, { organisationId: 999_999 })],
        },
      },
      {
        field: 'rows.0.cells.response.calendarId',
        values: {
          rows: [rowOf({ response: { id: null, targetMinutes: 1, calendarId: 999_999 } })],
        },
      },
      {
        field: 'rows.0.cells.response.id',
        values: {
          rows: [rowOf({ response: { id: 999_999, targetMinutes: 1, calendarId: null } })],
        },
      },
      { field: 'rows.0.priority', values: { rows: [rowOf({ response: 1 }, { priority: 6 })] } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const answer = await client
        .post('/agreements')
        .loginAs(await createEditor())
        .withCsrfToken()
        .json(await inputOf(values))
        .accept('json')
      answer.assertStatus(422)
      const [error] = answer.body().errors
      assert.equal(error.field, field)
      assert.notMatch(error.message, /sla\.|undefined|\{\{/)
      assert.isNull(await Agreement.findBy('code', 'SLA-NEW'))
    })

  test('SLM-02 a tie is an error that names both rows', async ({ client, assert }) => {
    const rows = [
      rowOf({ response: 60 }),
      rowOf({ response: 30 }, { priority: 2 }),
      rowOf({ response: 20, resolution: 100 }, { priority: 2 }),
      rowOf({ resolution: 480 }),
    ]
    const answer = await client
      .post('/agreements')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json(await inputOf({ rows }))
      .accept('json')
    answer.assertStatus(422)
    const errors: { field: string; message: string }[] = answer.body().errors
    assert.sameMembers(
      errors.map(({ field }) => field),
      ['rows.1', 'rows.2']
    )
    for (const { message } of errors) assert.match(message, /2.*3/)
    await assert.rejects(
      async () =>
        saveAgreement.handle({
          ...{ actor: SYSTEM_ACTOR, agreementId: null },
          values: (await inputOf({ rows })) as AgreementValues,
        }),
      TiedTargets
    )
  })

  test('SLM-08 an edit leaves clocks, timers and the rules of other targets alone', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const { agreement } = desk
    const targets = await AgreementTarget.query().where('agreementId', agreement.id).orderBy('id')
    const rule = await createRule(agreement, { agreementTargetId: targets[1]!.id })
    const ticket = await createIncident(desk)
    const states = async () => ({
      clocks: (await Clock.query().where('ticketId', ticket.id).orderBy('id')).map(
        (clock) => clock.$attributes
      ),
      timers: (
        await ClockTimer.query()
          .whereIn('clockId', Clock.query().where('ticketId', ticket.id).select('id'))
          .orderBy('id')
      ).map((timer) => timer.$attributes),
    })
    const before = await states()
    const values = await valuesOf(agreement)
    const other = await createCalendar()
    values.rows[0]!.cells.response!.targetMinutes = 5
    values.rows[0]!.cells.resolution!.targetMinutes = 10
    values.rows.push(rowOf({ response: 1 }, { priority: ticket.priority }))
    await save(agreement, { ...values, calendarId: other.id })

    assert.deepEqual(await states(), before)
    await rule.refresh()
    assert.equal(rule.agreementTargetId, targets[1]!.id)
    const kept = await AgreementTarget.findOrFail(targets[1]!.id)
    assert.equal(kept.targetMinutes, 10)
    const next = await createIncident(desk)
    const clocks = await Clock.query().where('ticketId', next.id).orderBy('metric', 'desc')
    assert.deepEqual(
      clocks.map(({ targetMinutes, agreementVersion }) => [targetMinutes, agreementVersion]),
      [
        [1, 2],
        [10, 2],
      ]
    )
  })

  test('SLM-08 a running clock pauses by the terms it was begun with', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    await takeIncident.handle(command)
    const values = await valuesOf(desk.agreement)
    await save(desk.agreement, { ...values, pauseStates: ['pending_vendor'] })
    const later = await createIncident(desk)
    await takeIncident.handle({ ...command, ticketId: later.id })
    moveTo('2026-03-02 11:00')
    const state = async (ticketId: number) =>
      (await Clock.query().where({ ticketId, metric: 'resolution' }).firstOrFail()).state
    for (const ticketId of [ticket.id, later.id]) {
      await awaitCustomer.handle({ ...command, ticketId, question: 'Which version?' })
    }
    assert.deepEqual([await state(ticket.id), await state(later.id)], ['paused', 'running'])
    const vendor = { vendor: 'Maker', reference: 'M-1', expectedOn: '2026-03-09' }
    const third = await createIncident(desk)
    await takeIncident.handle({ ...command, ticketId: third.id })
    await awaitVendor.handle({ ...command, ...vendor, ticketId: third.id })
    assert.equal(await state(third.id), 'paused')
  })

  test('§3.3.7 recalculation counts the whole life anew when other states pause', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const values = await valuesOf(desk.agreement)
    await save(desk.agreement, { ...values, pauseStates: [] })
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    await takeIncident.handle(command)
    moveTo('2026-03-02 12:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    moveTo('2026-03-02 13:00')
    await resumeIncident.handle(command)
    moveTo('2026-03-02 14:00')
    await awaitCustomer.handle({ ...command, question: 'Which office?' })
    moveTo('2026-03-02 16:00')
    const recalculate = async (pauseStates: string[]) => {
      await save(desk.agreement, { ...(await valuesOf(desk.agreement)), pauseStates })
      const request = { actor: SYSTEM_ACTOR, agreementId: desk.agreement.id, reason: 'Fairness' }
      const { id } = await requestRecalculation.handle(request)
      await recalculateClocks.handle({ runId: id })
      const [clock] = (await explainClocks(ticket.id, ['sla'], null)).filter(
        ({ metric }) => metric === 'resolution'
      )
      return clock!
    }
    const paused = await recalculate(['pending_customer'])
    assert.deepEqual(
      [paused.state, paused.elapsedMinutes, paused.remainingMinutes, paused.dueAt],
      ['paused', 180, 300, null]
    )
    assert.deepEqual(
      paused.pauses.map(({ from, to, cause }) => [from.slice(11, 16), to?.slice(11, 16), cause]),
      [
        ['09:00', '10:00', 'pending_customer'],
        ['11:00', undefined, 'pending_customer'],
      ]
    )
    assert.deepEqual(
      paused.switches.map(({ matter }) => matter),
      ['pauses']
    )
    moveTo('2026-03-02 17:00')
    const running = await recalculate(['pending_vendor'])
    assert.deepEqual(
      [running.state, running.elapsedMinutes, running.pauses.length],
      ['running', 420, 0]
    )
    await recalculate(['pending_customer'])
    moveTo('2026-03-03 09:00')
    await resumeIncident.handle(command)
    const clock = await Clock.query()
      .where({ ticketId: ticket.id, metric: 'resolution' })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepEqual([clock.state, inMoscow(clock.dueAt)], ['running', '2026-03-03 14:00'])
  })

  test('SLM-01 every version stays readable, with who changed what and when', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const { agreement } = await createDesk()
    const editor = await createEditor()
    moveTo('2026-03-03 12:00')
    const values = await valuesOf(agreement)
    values.rows[0]!.cells.response!.targetMinutes = 15
    values.rows.push(rowOf({ response: 10 }, { priority: 1 }))
    await client
      .put(`/agreements/${agreement.code}`)
      .loginAs(editor)
      .withCsrfToken()
      .json({ ...values, nameEn: 'Changed', version: 1 })
      .redirects(0)
    const page = await client.get(`/agreements/${agreement.code}`).loginAs(editor).withInertia()
    const [second, first] = page.inertiaProps.versions
    assert.deepEqual([first.version, second.version], [1, 2])
    assert.isNull(first.differences)
    assert.equal(first.content.targets[0].targetMinutes, 60)
    assert.equal(second.at, '2026-03-03T09:00:00.000Z')
    assert.isString(second.by)
    assert.deepEqual(
      second.differences.fields.map(({ field, after }: { field: string; after: string }) => [
        field,
        after,
      ]),
      [['nameEn', 'Changed']]
    )
    assert.deepEqual(
      second.differences.targets.map(
        ({ before, after }: Record<'before' | 'after', { targetMinutes: number } | null>) => [
          before?.targetMinutes ?? null,
          after?.targetMinutes ?? null,
        ]
      ),
      [
        [60, 15],
        [null, 10],
      ]
    )
    const stored = await AgreementVersion.query().where('agreementId', agreement.id)
    assert.lengthOf(stored, 2)
  })

  test('saving without a change is no version and no history', async ({ assert }) => {
    const { agreement } = await createDesk()
    await save(agreement, await valuesOf(agreement))
    await agreement.refresh()
    assert.equal(agreement.version, 1)
    const events = await db
      .from('audit_events')
      .where({ subject_type: 'agreement', subject_id: agreement.id })
    assert.lengthOf(events, 0)
  })

  test('a target that escalations hang on is not taken out, another one is', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const { agreement } = desk
    const values = await valuesOf(agreement)
    const { response, resolution } = values.rows[0]!.cells
    await createRule(agreement, { agreementTargetId: resolution!.id })
    const ticket = await createIncident(desk)
    const put = async (rows: object[]) =>
      client
        .put(`/agreements/${agreement.code}`)
        .loginAs(await createEditor())
        .withCsrfToken()
        .json({ ...values, rows, version: 1 })
        .accept('json')
        .redirects(0)
    const refused = await put([rowOf({ response: response! })])
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'rows')
    assert.lengthOf(await EscalationRule.query().where('agreementId', agreement.id), 1)

    await put([rowOf({ resolution: resolution! })])
    assert.isNull(await AgreementTarget.find(response!.id))
    const clock = await Clock.query()
      .where({ ticketId: ticket.id, metric: 'response' })
      .firstOrFail()
    assert.deepEqual([clock.targetMinutes, clock.state], [60, 'running'])
    const page = await client
      .get(`/incidents/${ticket.number}/clocks`)
      .loginAs(desk.agent)
      .accept('json')
    page.assertStatus(200)
  })

  test('G-15 a stale save is refused and tells what changed', async ({ client, assert }) => {
    const { agreement } = await createDesk()
    const values = await valuesOf(agreement)
    const editor = await createEditor()
    const put = (nameEn: string) =>
      client
        .put(`/agreements/${agreement.code}`)
        .loginAs(editor)
        .withCsrfToken()
        .json({ ...values, nameEn, version: 1 })
        .accept('json')
        .redirects(0)
    await put('First')
    const stale = await put('Second')
    stale.assertStatus(409)
    await assert.rejects(
      () =>
        saveAgreement.handle({
          ...{ actor: SYSTEM_ACTOR, agreementId: agreement.id, seenVersion: 1, values },
        }),
      StaleRecord
    )
    await agreement.refresh()
    assert.equal(agreement.nameEn, 'First')
  })

  test('SLM-01 the kind stays; a taken code is refused', async ({ client, assert }) => {
    const { agreement } = await createDesk()
    const other = await createDesk()
    const values = await valuesOf(agreement)
    for (const [field, change] of [
      ['kind', { kind: 'ola' }],
      ['code', { code: other.agreement.code.toLowerCase() }],
    ] as const) {
      const answer = await client
        .put(`/agreements/${agreement.code}`)
        .loginAs(await createEditor())
        .withCsrfToken()
        .json({ ...values, ...change, version: 1 })
        .accept('json')
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('SLM-01 an agreement is ended and goes on again', async ({ client, assert }) => {
    const { agreement } = await createDesk()
    const editor = await createEditor()
    const put = (validTo: string | null, version: number) =>
      client
        .put(`/agreements/${agreement.code}/validity`)
        .loginAs(editor)
        .withCsrfToken()
        .json({ validTo, version })
        .accept('json')
        .redirects(0)
    const wrong = await put('2019-12-31', 1)
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'validTo')
    await put('2026-12-31', 1)
    await agreement.refresh()
    assert.equal(agreement.validTo, '2026-12-31')
    const stale = await put(null, 1)
    stale.assertStatus(409)
    await put(null, 2)
    await agreement.refresh()
    assert.isNull(agreement.validTo)
    const versions = await AgreementVersion.query().where('agreementId', agreement.id)
    assert.lengthOf(versions, 3)
  })

  test('a copy has the rows and none of their numbers matter', async ({ client, assert }) => {
    const { agreement } = await createDesk()
    const editor = await createEditor()
    const page = await client
      .get(`/agreements/new?from=${agreement.code}`)
      .loginAs(editor)
      .withInertia()
    assert.equal(page.inertiaProps.agreement.code, agreement.code)
    assert.isTrue(page.inertiaProps.isNew)
    assert.equal(page.inertiaProps.agreement.rows[0].cells.response.targetMinutes, 60)
    const edit = await client
      .get(`/agreements/${agreement.code}/edit`)
      .loginAs(editor)
      .withInertia()
    assert.equal(edit.inertiaProps.openClocks, 0)
  })

  test('G-04 only who may edit agreements does; a foreign one is not there', async ({ client }) => {
    const own = await createDesk()
    const foreign = await createDesk()
    const values = await valuesOf(own.agreement)
    const body = { ...values, version: 1 }
    for (const user of [own.agent, own.manager]) {
      const doors = [
        client.get('/agreements/new'),
        client.get(`/agreements/${own.agreement.code}/edit`),
        client.post('/agreements').json(body),
        client.put(`/agreements/${own.agreement.code}`).json(body),
        client
          .put(`/agreements/${own.agreement.code}/validity`)
          .json({ validTo: null, version: 1 }),
      ]
      for (const door of doors) {
        const answer = await door.loginAs(user).withCsrfToken().redirects(0)
        answer.assertStatus(403)
      }
    }
    const editor = await createEditor()
    const missing = await client
      .put('/agreements/NOTHING')
      .loginAs(editor)
      .withCsrfToken()
      .json(body)
    missing.assertStatus(404)
    const page = await client.get(`/agreements/${foreign.agreement.code}`).loginAs(own.manager)
    page.assertStatus(404)
  })

  test('who sees a part of the targets cannot throw away the others', async ({ client }) => {
    const desk = await createDesk()
    const role = await Role.findByOrFail('code', 'customer_manager')
    const grant = { role_id: role.id, permission: 'agreements.edit', scope: 'all' }
    await db.table('role_permissions').insert(grant)
    const answer = await client
      .put(`/agreements/${desk.agreement.code}`)
      .loginAs(desk.manager)
      .withCsrfToken()
      .json({ ...(await valuesOf(desk.agreement)), version: 1 })
    answer.assertStatus(403)
  })

  test('T3 a client sees no times that another client is promised', async ({ client, assert }) => {
    const own = await createDesk()
    const other = await createOrganisation({ name: 'Somebody else' })
    const values = await valuesOf(own.agreement)
    values.rows.push(
      rowOf({ response: 1 }, { organisationId: other.id }),
      rowOf({ response: 2 }, { organisationId: own.client.id })
    )
    await save(own.agreement, values)
    const path = `/agreements/${own.agreement.code}`
    const forClient = await client.get(path).loginAs(own.manager).withInertia()
    assert.notInclude(JSON.stringify(forClient.inertiaProps), 'Somebody else')
    assert.lengthOf(forClient.inertiaProps.agreement.rows, 2)
    assert.isNull(forClient.inertiaProps.versions)
    const list = await client.get('/agreements').loginAs(own.manager).withInertia()
    assert.equal(list.inertiaProps.list.rows[0].targetCount, 3)
    const forDesk = await client.get(path).loginAs(own.agent).withInertia()
    assert.lengthOf(forDesk.inertiaProps.agreement.rows, 3)
  })
})
