import ServiceOutage from '#catalog/models/service_outage'
import { saveOutage } from '#catalog/actions/save_outage'
import { SYSTEM_ACTOR } from '#core/actor'
import { StaleRecord } from '#core/errors'
import AuditEvent from '#core/models/audit_event'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, createService, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOutage, moscow } from '#tests/helpers/outages'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type User = Awaited<ReturnType<typeof createUser>>

const doors = (client: ApiClient, user: User) => {
  const send = (method: 'post' | 'put' | 'delete', path: string, values: object) =>
    client[method](path).loginAs(user).withCsrfToken().accept('json').redirects(0).json(values)
  return {
    post: (path: string, values: object) => send('post', path, values),
    put: (path: string, values: object) => send('put', path, values),
    remove: (path: string, values: object) => send('delete', path, values),
    page: async (path: string) => {
      const answer = await client.get(path).loginAs(user).withInertia()
      return answer.inertiaProps
    },
  }
}

function inputOf(values: object = {}) {
  return {
    ...{ kind: 'unplanned', effect: 'down', startsAt: '2026-03-02T10:00', endsAt: null },
    ...{ isForAll: true, organisationIds: [], reason: 'The mail server does not answer' },
    ...values,
  }
}

/** Moscow time on the forms, as on the pages of `moveTo`. */
function manager() {
  return createUser({ roles: ['service_level_manager'] })
}

function fieldsOf(answer: { body(): { errors: { field: string }[] } }) {
  return answer.body().errors.map(({ field }) => field)
}

async function eventsOf({ id }: { id: number }) {
  return AuditEvent.query().where({ subjectType: 'service_outage', subjectId: id }).orderBy('id')
}

test.group('Outages', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 12:00'))
  group.each.teardown(letTimeRun)

  test('SLM-10 an outage is registered, goes on and is ended, with its history', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const { post, put, page } = doors(client, user)
    const service = await createService({ availabilityTarget: '99.9' })
    const answer = await post(`/services/${service.code}/outages`, inputOf())
    assert.equal(answer.status(), 302)
    const outage = await ServiceOutage.findByOrFail('serviceId', service.id)
    assert.equal(outage.startsAt.toISO(), moscow('2026-03-02 10:00').toISO())
    const shown = await page(`/services/${service.code}`)
    assert.equal(shown.availability.outages[0].stage, 'ongoing')
    assert.equal(shown.availability.months[0].downMinutes, 120)
    assert.isFalse(shown.availability.months[0].isMet)

    assert.equal((await put(`/outages/${outage.id}/end`, { version: 1 })).status(), 302)
    await outage.refresh()
    assert.equal(outage.endsAt!.toISO(), moscow('2026-03-02 12:00').toISO())
    const events = await eventsOf(outage)
    assert.deepEqual(
      events.map(({ action }) => action),
      ['service_outage.registered', 'service_outage.ended']
    )
    assert.deepInclude(events[1]!.changes, {
      ...{ field: 'endsAt', before: null, after: outage.endsAt!.toISO() },
    })
    assert.equal((await put(`/outages/${outage.id}/end`, { version: 2 })).status(), 422)
  })

  test('SLM-10 {field}: what cannot be is told by its field')
    .with([
      { field: 'endsAt', values: { endsAt: '2026-03-02T10:00' } },
      { field: 'endsAt', values: { endsAt: '2026-03-02T12:01' } },
      { field: 'endsAt', values: { kind: 'planned' } },
      { field: 'startsAt', values: { startsAt: '2026-03-02T12:01' } },
      { field: 'startsAt', values: { startsAt: '2026-02-30T10:00' } },
      { field: 'organisationIds', values: { isForAll: false } },
      { field: 'organisationIds', values: { isForAll: false, organisationIds: [999_999] } },
      { field: 'ticketNumber', values: { ticketNumber: 'INC-999999' } },
      { field: 'reason', values: { reason: ' ' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const { post } = doors(client, await manager())
      const service = await createService()
      const answer = await post(`/services/${service.code}/outages`, inputOf(values))
      assert.equal(answer.status(), 422)
      assert.deepEqual(fieldsOf(answer), [field])
      assert.isNull(await ServiceOutage.findBy('serviceId', service.id))
    })

  test('SLM-10 maintenance announced before it begins is left out, a late one is not', async ({
    client,
    assert,
  }) => {
    const { post, page } = doors(client, await manager())
    const service = await createService({ availabilityTarget: '99' })
    const planned = { kind: 'planned', startsAt: '2026-03-02T13:00', endsAt: '2026-03-02T15:00' }
    await post(`/services/${service.code}/outages`, inputOf(planned))
    const late = { ...planned, startsAt: '2026-03-02T11:00', endsAt: '2026-03-02T12:30' }
    await post(`/services/${service.code}/outages`, inputOf(late))
    moveTo('2026-03-02 16:00')
    const { availability } = await page(`/services/${service.code}`)
    assert.deepInclude(availability.months[0], { maintenanceMinutes: 120, downMinutes: 90 })
    const marks = availability.outages.map(({ isLate }: { isLate: boolean }) => isLate)
    assert.deepEqual(marks, [false, true])
  })

  test('SLM-10 maintenance that is prolonged after it began counts from the announced end', async ({
    client,
    assert,
  }) => {
    const { post, put, page } = doors(client, await manager())
    const service = await createService()
    const planned = inputOf({
      ...{ kind: 'planned', startsAt: '2026-03-02T13:00', endsAt: '2026-03-02T14:00' },
    })
    await post(`/services/${service.code}/outages`, planned)
    const outage = await ServiceOutage.findByOrFail('serviceId', service.id)
    moveTo('2026-03-02 13:55')
    const longer = { ...planned, endsAt: '2026-03-02T15:00', version: 1 }
    await put(`/outages/${outage.id}`, longer)
    moveTo('2026-03-02 16:00')
    const { availability } = await page(`/services/${service.code}`)
    assert.deepInclude(availability.months[0], { maintenanceMinutes: 60, downMinutes: 60 })
    const [, changed] = await eventsOf(outage)
    assert.deepEqual(
      changed!.changes.map(({ field }) => field),
      ['endsAt']
    )
  })

  test('G-15 an outage changed meanwhile is not overwritten', async ({ client, assert }) => {
    const { put } = doors(client, await manager())
    const outage = await createOutage(await createService(), { from: '2026-03-02 10:00' })
    const answer = await put(`/outages/${outage.id}`, inputOf({ version: 1, reason: 'A cable' }))
    assert.equal(answer.status(), 302)
    assert.equal((await put(`/outages/${outage.id}`, inputOf({ version: 1 }))).status(), 409)
    assert.equal((await put(`/outages/${outage.id}/end`, { version: 1 })).status(), 409)
  })

  test('G-02 a deleted outage says why, and its history keeps what it was', async ({
    client,
    assert,
  }) => {
    const { remove } = doors(client, await manager())
    const { service, client: organisation } = await createDesk()
    const outage = await createOutage(service, { organisations: [organisation] })
    assert.equal((await remove(`/outages/${outage.id}`, { version: 1 })).status(), 422)
    const why = 'It was the cable of one person'
    assert.equal((await remove(`/outages/${outage.id}`, { version: 1, why })).status(), 302)
    assert.isNull(await ServiceOutage.find(outage.id))
    const [event] = await eventsOf(outage)
    assert.deepEqual([event!.reason, event!.organisationId], [why, organisation.id])
    assert.deepInclude(event!.changes, { field: 'reason', before: 'A disk failed', after: null })
  })

  test('T1 a client sees outages for all and its own, without the names of others', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const other = await createOrganisation({ name: 'Another client' })
    const holding = await createOrganisation({ name: 'Holding' })
    const { service } = desk
    const shared = await createOutage(service, { organisations: [desk.client, other] })
    const forAll = await createOutage(service)
    const foreign = await createOutage(service, { organisations: [other] })
    await createOutage(service, { organisations: [holding] })
    const { page } = doors(client, desk.requester)
    const { list } = await page('/outages')
    assert.sameMembers(
      list.rows.map(({ id }: { id: number }) => id),
      [shared.id, forAll.id]
    )
    const row = list.rows.find(({ id }: { id: number }) => id === shared.id)
    assert.deepInclude(row, { otherCount: 0, ticketNumber: null, canEdit: false })
    assert.deepEqual(
      row.organisations.map(({ id }: { id: number }) => id),
      [desk.client.id]
    )
    assert.notInclude(JSON.stringify(list), 'Another client')
    const { put } = doors(client, desk.requester)
    assert.equal((await put(`/outages/${foreign.id}/end`, { version: 1 })).status(), 404)
    assert.equal((await put(`/outages/${forAll.id}/end`, { version: 1 })).status(), 403)
  })

  test('T1 a part of a group sees what concerns the whole group, and its figure counts it', async ({
    client,
    assert,
  }) => {
    const holding = await createOrganisation({ name: 'Holding' })
    const part = await createOrganisation({ name: 'Part', parentId: holding.id })
    const stranger = await createOrganisation({ name: 'Stranger' })
    const service = await createService()
    await createOutage(service, {
      ...{ from: '2026-03-02 10:00', to: '2026-03-02 11:00', organisations: [holding] },
    })
    const downOf = async (organisationId: number) => {
      const person = await createPerson({ organisationId })
      const user = await createUser({ roles: ['end_user'], person })
      const { availability } = await doors(client, user).page(`/services/${service.code}`)
      return [availability.total, availability.months[0].downMinutes]
    }
    assert.deepEqual(await downOf(part.id), [1, 60])
    assert.deepEqual(await downOf(stranger.id), [0, 0])
  })

  test('the owner of a service keeps its outages without the right to others', async ({
    client,
    assert,
  }) => {
    const owner = await createUser({ roles: ['agent_l1'] })
    const own = await createService({ ownerPersonId: owner.personId })
    const other = await createService()
    const { post } = doors(client, owner)
    assert.equal((await post(`/services/${own.code}/outages`, inputOf())).status(), 302)
    assert.equal((await post(`/services/${other.code}/outages`, inputOf())).status(), 403)
  })

  test('a lead of one client registers for that client, not for everybody', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const lead = await createUser({ roles: ['team_lead'], assignedTo: desk.client })
    const { post } = doors(client, lead)
    const address = `/services/${desk.service.code}/outages`
    assert.equal((await post(address, inputOf())).status(), 403)
    const own = { isForAll: false, organisationIds: [desk.client.id] }
    assert.equal((await post(address, inputOf(own))).status(), 302)
  })

  test('SLM-10 an incident gives rise to an outage of its service for its client', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const lead = await createUser({ roles: ['team_lead'] })
    const incident = await createIncident(desk)
    const { post, page } = doors(client, lead)
    const before = await page(`/incidents/${incident.number}`)
    assert.deepInclude(before.outages, { canRegister: true, outages: [] })
    const given = { effect: 'down', startsAt: '2026-03-02T11:30', isForAll: false, reason: 'Down' }
    assert.equal((await post(`/incidents/${incident.number}/outages`, given)).status(), 302)
    const { outages } = await page(`/incidents/${incident.number}`)
    assert.deepInclude(outages.outages[0], { stage: 'ongoing', canEdit: true })
    const outage = await ServiceOutage.findByOrFail('ticketNumber', incident.number)
    await outage.load('organisations')
    assert.deepEqual(
      outage.organisations.map(({ id }) => id),
      [desk.client.id]
    )
    const { list } = await page('/outages?stage=ongoing')
    assert.equal(list.rows[0].ticketNumber, incident.number)

    const [agent, requester] = [doors(client, desk.agent), doors(client, desk.requester)]
    const address = `/incidents/${incident.number}/outages`
    assert.equal((await agent.post(address, given)).status(), 403)
    assert.isNull((await requester.page(`/incidents/${incident.number}`)).outages)
  })

  test('the list is filtered by stage, kind, service, words and days', async ({
    client,
    assert,
  }) => {
    const { page } = doors(client, await manager())
    const [mail, files] = [await createService(), await createService()]
    const past = { from: '2026-02-10 10:00', to: '2026-02-10 11:00', reason: 'Почтовый сервер' }
    await createOutage(mail, past)
    await createOutage(mail, { from: '2026-03-02 10:00' })
    const planned = { kind: 'planned' as const, announcedAt: '2026-03-01 10:00' }
    await createOutage(files, { ...planned, from: '2026-03-05 20:00', to: '2026-03-05 22:00' })
    const totalOf = async (query: string) => (await page(`/outages?${query}`)).list.total
    assert.deepEqual(
      [
        ...[await totalOf(''), await totalOf('stage=over'), await totalOf('stage=coming')],
        ...[await totalOf('kind=planned'), await totalOf(`service=${mail.code}`)],
        ...[await totalOf('q=почтовый'), await totalOf('from=2026-02-10&to=2026-02-10')],
        await totalOf('from=2026-02-11'),
      ],
      [3, 1, 1, 1, 2, 1, 1, 2]
    )
  })
})

test.group('Outages at once', (group) => {
  group.each.setup(emptyDatabase)
  group.teardown(emptyDatabase)

  test('G-15 of two corrections of one version exactly one wins', async ({ assert }) => {
    const service = await createService()
    const outage = await createOutage(service)
    const change = (reason: string) =>
      saveOutage.handle({
        ...{ actor: SYSTEM_ACTOR, principal: null, serviceId: service.id },
        ...{ outageId: outage.id, seenVersion: 1 },
        values: {
          ...{ kind: 'unplanned', effect: 'down', startsAt: outage.startsAt, endsAt: null },
          ...{ isForAll: true, organisationIds: [], reason, ticketNumber: null },
        },
      })
    const results = await Promise.allSettled([change('One'), change('Other')])
    const lost = results.filter((each) => each.status === 'rejected')
    assert.lengthOf(lost, 1)
    assert.instanceOf(lost[0]!.reason, StaleRecord)
    assert.lengthOf(await eventsOf(outage), 1)
  })
})
