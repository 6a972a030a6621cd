import AgreementTarget from '#sla/models/agreement_target'
import { findTargets } from '#sla/queries/find_targets'
import { wrapInTransaction } from '#tests/helpers/database'
import { createAgreement, createCalendar, createDesk, createService } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

test.group('Agreements', (group) => {
  group.each.setup(wrapInTransaction)

  test('T1 a client sees the agreements of the own contracts only', async ({ client, assert }) => {
    const own = await createDesk()
    const other = await createDesk()
    const list = await client.get('/agreements').loginAs(own.manager).withInertia()
    assert.deepEqual(
      list.inertiaProps.list.rows.map((row: { code: string }) => row.code),
      [own.agreement.code]
    )
    assert.equal(list.inertiaProps.list.total, 1)
    const foreign = await client.get(`/agreements/${other.agreement.code}`).loginAs(own.manager)
    foreign.assertStatus(404)
  })

  test('T1 the page names the visible contracts alone', async ({ client, assert }) => {
    const own = await createDesk()
    const other = await createDesk()
    await other.contract.merge({ agreementId: own.agreement.id }).save()
    const path = `/agreements/${own.agreement.code}`
    const forClient = await client.get(path).loginAs(own.manager).withInertia()
    assert.lengthOf(forClient.inertiaProps.related[0].links, 1)
    const forAgent = await client.get(path).loginAs(own.agent).withInertia()
    assert.lengthOf(forAgent.inertiaProps.related[0].links, 2)
  })

  test('SLM-02 the page shows targets by priority and metric and warns of ties', async ({
    client,
    assert,
  }) => {
    const { agent } = await createDesk()
    const agreement = await createAgreement(
      { response: 60 },
      { 1: { response: 15, resolution: 240 } }
    )
    const path = `/agreements/${agreement.code}`
    const page = await client.get(path).loginAs(agent).withInertia()
    const { rows, hasTies } = page.inertiaProps.agreement
    assert.deepEqual(
      rows.map(({ priority, cells }: { priority: number; cells: { targetMinutes: number }[] }) => [
        priority,
        cells.map((cell) => cell.targetMinutes),
      ]),
      [
        [1, [15, 240]],
        [null, [60]],
      ]
    )
    assert.isFalse(hasTies)

    await AgreementTarget.create({
      ...{ agreementId: agreement.id, metric: 'response', ticketKind: 'incident' },
      ...{ priority: 1, targetMinutes: 20 },
    })
    const tied = await client.get(path).loginAs(agent).withInertia()
    assert.isTrue(tied.inertiaProps.agreement.hasTies)
  })

  test('without the right there are no agreements', async ({ client }) => {
    const { agreement, requester } = await createDesk()
    for (const path of ['/agreements', `/agreements/${agreement.code}`]) {
      const answer = await client.get(path).loginAs(requester)
      answer.assertStatus(403)
    }
    const auditor = await createUser({ roles: ['auditor'] })
    const unknown = await client.get('/agreements/NOTHING').loginAs(auditor)
    unknown.assertStatus(404)
  })
})

test.group('Finding targets', (group) => {
  group.each.setup(wrapInTransaction)

  const facts = {
    ...{ ticketKind: 'incident', serviceId: null, priority: 3, onDate: '2026-03-02' },
    ...{ organisationIds: [], ciCriticality: null, isVip: false },
  }

  async function addTarget(agreementId: number, values: Partial<AgreementTarget>) {
    const target = { agreementId, metric: 'response', ticketKind: 'incident' } as const
    return AgreementTarget.create({ ...target, targetMinutes: 1, ...values })
  }

  test('SLM-02 the most specific target of each metric wins', async ({ assert }) => {
    const service = await createService()
    const agreement = await createAgreement(
      { response: 60, resolution: 480 },
      { 1: { response: 15 } }
    )
    const find = async (serviceId: number | null, priority: number) => {
      const found = await findTargets({ ...facts, agreementId: agreement.id, serviceId, priority })
      return found.find(({ metric }) => metric === 'response')!.targetMinutes
    }
    assert.equal(await find(service.id, 3), 60)
    assert.equal(await find(service.id, 1), 15)
    await addTarget(agreement.id, { serviceId: service.id, targetMinutes: 30 })
    assert.equal(await find(service.id, 1), 30)
    await addTarget(agreement.id, { serviceId: service.id, priority: 1, targetMinutes: 5 })
    assert.equal(await find(service.id, 1), 5)
    assert.equal(await find(null, 1), 15)
  })

  test('SLM-02 a target counts on its own calendar, else on the agreement’s', async ({
    assert,
  }) => {
    const agreement = await createAgreement({ resolution: 480 })
    const always = await createCalendar()
    await addTarget(agreement.id, { calendarId: always.id })
    const found = await findTargets({ ...facts, agreementId: agreement.id })
    const calendars = new Map(found.map((each) => [each.metric, each]))
    assert.equal(calendars.get('response')!.calendarId, always.id)
    assert.equal(calendars.get('resolution')!.calendarId, agreement.calendarId)
    assert.equal(calendars.get('resolution')!.agreementVersion, agreement.version)
  })

  test('SLM-02 a metric nobody promised has no target, another kind of ticket none at all', async ({
    assert,
  }) => {
    const agreement = await createAgreement({ response: 60 })
    const wanted = { ...facts, agreementId: agreement.id }
    assert.deepEqual(
      (await findTargets(wanted)).map(({ metric }) => metric),
      ['response']
    )
    assert.deepEqual(await findTargets({ ...wanted, ticketKind: 'request' }), [])
  })

  test('SLM-01 nothing is promised outside the validity', async ({ assert }) => {
    const agreement = await createAgreement({ response: 60 })
    await agreement.merge({ validFrom: '2026-01-01', validTo: '2026-12-31' }).save()
    const on = async (onDate: string) =>
      (await findTargets({ ...facts, agreementId: agreement.id, onDate })).length
    assert.equal(await on('2025-12-31'), 0)
    assert.equal(await on('2026-01-01'), 1)
    assert.equal(await on('2026-12-31'), 1)
    assert.equal(await on('2027-01-01'), 0)
  })
})
