import { saveService, type ServiceValues } from '#catalog/actions/save_service'
import Service from '#catalog/models/service'
import { StaleRecord } from '#core/errors'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import Team from '#directory/models/team'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createCalendar, createDesk, createIncident, createService } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function inputOf(values: object = {}) {
  return {
    ...{ code: 'MAIL', nameRu: 'Почта', nameEn: 'E-mail', criticality: 2, needsIds: [] },
    ...values,
  }
}

function editor() {
  return createUser({ roles: ['service_level_manager'] })
}

type User = Awaited<ReturnType<typeof createUser>>

const doors = (client: ApiClient, user: User) => ({
  post: (values: object, path = '/services') =>
    client.post(path).loginAs(user).withCsrfToken().accept('json').redirects(0).json(values),
  put: (path: string, values: object) =>
    client.put(path).loginAs(user).withCsrfToken().accept('json').redirects(0).json(values),
})

function fieldsOf(answer: { body(): { errors: { field: string; message: string }[] } }) {
  return answer.body().errors.map(({ field }) => field)
}

async function eventsOf({ id }: Service) {
  return AuditEvent.query().where({ subjectType: 'service', subjectId: id }).orderBy('id')
}

/** As the form of an existing service sends it. */
function valuesOf(service: Service, values: Partial<ServiceValues> = {}): ServiceValues {
  const { code, nameRu, nameEn, criticality } = service
  return {
    ...{ code, nameRu, nameEn, criticality },
    ...{ descriptionRu: null, descriptionEn: null, technicalRu: null, technicalEn: null },
    ...{ familyId: null, ownerPersonId: null, supportTeamId: null },
    ...{ availabilityTarget: null, availabilityCalendarId: null, needsIds: [] },
    ...values,
  }
}

test.group('Editing services', (group) => {
  group.each.setup(wrapInTransaction)

  test('CAT-01 SLM-10 a service is made with all that is known of it', async ({
    client,
    assert,
  }) => {
    const user = await editor()
    const { post } = doors(client, user)
    const { agent, team, service: needed } = await createDesk()
    const calendar = await createCalendar()
    await post({ code: 'OFFICE', nameRu: 'Офис', nameEn: '' }, '/service-families')
    const families = await client.get('/service-families').loginAs(user).withInertia()
    const answer = await post(
      inputOf({
        descriptionRu: 'Почтовые ящики.',
        technicalRu: 'Два узла за балансировщиком.',
        familyId: families.inertiaProps.families[0].id,
        ownerPersonId: agent.personId,
        supportTeamId: team.id,
        availabilityTarget: '99,95',
        availabilityCalendarId: calendar.id,
        needsIds: [needed.id],
      })
    )
    assert.equal(answer.header('location'), '/services/MAIL')
    const service = await Service.findByOrFail('code', 'MAIL')
    assert.equal(service.status, 'pipeline')
    assert.equal(service.availabilityTarget, '99.95')
    const [event] = await eventsOf(service)
    assert.equal(event!.action, 'service.created')
    assert.deepInclude(event!.changes, { field: 'needsIds', before: null, after: needed.code })

    const page = await client.get('/services/MAIL').loginAs(user).withInertia()
    const { service: shown, technical } = page.inertiaProps
    assert.equal(shown.family.code, 'OFFICE')
    assert.equal(shown.owner.id, agent.personId)
    assert.equal(shown.availabilityCalendar.code, calendar.code)
    assert.deepEqual(
      technical.needs.map(({ code }: { code: string }) => code),
      [needed.code]
    )
    const other = await client.get(`/services/${needed.code}`).loginAs(user).withInertia()
    assert.equal(other.inertiaProps.technical.neededBy[0].code, 'MAIL')
  })

  test('{$i} {field} is refused with a message on the field')
    .with([
      { field: 'code', values: { code: 'two words' } },
      { field: 'code', values: { code: 'new' } },
      { field: 'nameRu', values: { nameRu: '', nameEn: ' ' } },
      { field: 'criticality', values: { criticality: 5 } },
      { field: 'availabilityTarget', values: { availabilityTarget: '0' } },
      { field: 'availabilityTarget', values: { availabilityTarget: '100.1' } },
      { field: 'availabilityTarget', values: { availabilityTarget: '99.9999' } },
      { field: 'availabilityTarget', values: { availabilityTarget: 'often' } },
      { field: 'familyId', values: { familyId: 999_999 } },
      { field: 'ownerPersonId', values: { ownerPersonId: 999_999 } },
      { field: 'supportTeamId', values: { supportTeamId: 999_999 } },
      {
        field: 'availabilityCalendarId',
        values: { availabilityTarget: '99', availabilityCalendarId: 999_999 },
      },
      { field: 'needsIds', values: { needsIds: [999_999] } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const answer = await doors(client, await editor()).post(inputOf(values))
      answer.assertStatus(422)
      assert.include(fieldsOf(answer), field)
      assert.notMatch(answer.body().errors[0].message, /catalog\.|undefined/)
      assert.isNull(await Service.findBy('code', 'MAIL'))
    })

  test('T3 people, teams and calendars that are out of sight or out of use are not found', async ({
    client,
    assert,
  }) => {
    const { post } = doors(client, await editor())
    const gone = await createPerson({ isActive: false })
    const closed = await Team.create({ code: 'CLOSED', name: 'Closed', tier: 1, isActive: false })
    const off = await createCalendar({ isActive: false })
    const retired = await createService({ status: 'retired' })
    const tries = {
      ownerPersonId: { ownerPersonId: gone.id },
      supportTeamId: { supportTeamId: closed.id },
      availabilityCalendarId: { availabilityTarget: '99', availabilityCalendarId: off.id },
      needsIds: { needsIds: [retired.id] },
    }
    for (const [field, values] of Object.entries(tries)) {
      assert.deepEqual(fieldsOf(await post(inputOf(values))), [field])
    }
    assert.isNull(await Service.findBy('code', 'MAIL'))
  })

  test('what a service had already it keeps, out of use or not', async ({ client, assert }) => {
    const gone = await createPerson({ isActive: false })
    const retired = await createService({ status: 'retired' })
    const service = await createService({ code: 'MAIL', ownerPersonId: gone.id })
    await service.related('needs').attach([retired.id])
    const answer = await doors(client, await editor()).put(
      '/services/MAIL',
      inputOf({ version: 1, ownerPersonId: gone.id, needsIds: [retired.id] })
    )
    answer.assertStatus(302)
    await service.refresh()
    assert.equal(service.nameEn, 'E-mail')
  })

  test('a code that another service has is refused, whatever its case', async ({
    client,
    assert,
  }) => {
    await createService({ code: 'MAIL' })
    const answer = await doors(client, await editor()).post(inputOf({ code: 'mail' }))
    assert.deepEqual(fieldsOf(answer), ['code'])
  })

  test('CAT-04 a ring of dependencies is refused by its name', async ({ client, assert }) => {
    const [a, b, c] = [
      await createService({ code: 'A' }),
      await createService({ code: 'B' }),
      await createService({ code: 'C' }),
    ]
    await a.related('needs').attach([b.id])
    await b.related('needs').attach([c.id])
    const { put } = doors(client, await editor())
    const change = (needsIds: number[]) =>
      put('/services/C', { ...valuesOf(c, { needsIds }), version: 1 })

    const ring = await change([a.id])
    ring.assertStatus(422)
    assert.deepEqual(fieldsOf(ring), ['needsIds'])
    assert.include(ring.body().errors[0].message, 'C → A → B → C')
    assert.include((await change([c.id])).body().errors[0].message, 'C → C')
    assert.isEmpty(await c.related('needs').query())
    assert.isEmpty(await eventsOf(c))
  })

  test('G-15 a stale save is refused and tells what changed', async ({ client, assert }) => {
    const service = await createService({ code: 'MAIL', nameRu: 'Почта' })
    const { put } = doors(client, await editor())
    const first = await put('/services/MAIL', inputOf({ version: 1, nameEn: 'Mail' }))
    first.assertStatus(302)
    const late = await put('/services/MAIL', inputOf({ version: 1, nameEn: 'Post' }))
    late.assertStatus(409)
    assert.equal(late.body().currentVersion, 2)
    assert.include(
      late.body().changes[0].fields.map(({ field }: { field: string }) => field),
      'nameEn'
    )
    await service.refresh()
    assert.equal(service.nameEn, 'Mail')
    assert.lengthOf(await eventsOf(service), 1)
  })

  test('a save without a change leaves no trace', async ({ assert }) => {
    const service = await createService()
    await saveService.handle({
      ...{ actor: SYSTEM_ACTOR, principal: null, serviceId: service.id, seenVersion: 1 },
      values: valuesOf(service),
    })
    await service.refresh()
    assert.equal(service.version, 1)
    assert.isEmpty(await eventsOf(service))
  })

  test('CAT-01 a service is launched, retired and restored, each step in its history', async ({
    client,
    assert,
  }) => {
    const service = await createService({ code: 'MAIL', status: 'pipeline' })
    const { put } = doors(client, await editor())
    const step = (name: string, version: number) =>
      put('/services/MAIL/status', { step: name, version })
    const wrong = await step('restore', 1)
    wrong.assertStatus(422)
    for (const [at, name] of ['launch', 'retire', 'restore'].entries()) {
      const answer = await step(name, at + 1)
      answer.assertStatus(302)
    }
    assert.deepEqual(
      (await eventsOf(service)).map(({ action }) => action),
      ['service.launch', 'service.retire', 'service.restore']
    )
    const stale = await step('retire', 2)
    stale.assertStatus(409)
  })

  test('CAT-01 a service that records stand on is retired only when that is accepted', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await createIncident(desk)
    const dependent = await createService()
    await dependent.related('needs').attach([desk.service.id])
    const user = await editor()
    const path = `/services/${desk.service.code}`
    const page = await client.get(path).loginAs(user).withInertia()
    const uses = page.inertiaProps.uses as { kind: string; count: number }[]
    const counted = Object.fromEntries(uses.map(({ kind, count }) => [kind, count]))
    assert.deepInclude(counted, { contracts: 1, open_tickets: 1, services: 1, items: 0 })

    const { put } = doors(client, user)
    const refused = await put(`${path}/status`, { step: 'retire', version: 1 })
    refused.assertStatus(422)
    await desk.service.refresh()
    assert.equal(desk.service.status, 'live')
    const accepted = await put(`${path}/status`, { step: 'retire', version: 1, acceptsUses: true })
    accepted.assertStatus(302)
    await desk.service.refresh()
    assert.equal(desk.service.status, 'retired')
  })

  test('CAT-01 nothing new gets a retired service, what has it keeps it', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    await desk.service.merge({ status: 'retired' }).save()
    const planned = await createService({ status: 'pipeline' })
    const form = {
      ...{ impact: 2, urgency: 2, title: 'VPN does not connect', description: 'Timeout.' },
      requesterId: desk.requester.personId,
    }
    for (const serviceId of [desk.service.id, planned.id]) {
      const answer = await doors(client, desk.agent).post({ ...form, serviceId }, '/incidents')
      answer.assertStatus(422)
      assert.deepEqual(fieldsOf(answer), ['serviceId'])
    }
    const patch = (values: object) =>
      client
        .patch(`/incidents/${ticket.number}`)
        .loginAs(desk.agent)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ version: ticket.version, ...values })
    const other = await patch({ serviceId: planned.id })
    assert.deepEqual(fieldsOf(other), ['serviceId'])
    const kept = await patch({ serviceId: desk.service.id, title: 'VPN does not connect at all' })
    kept.assertStatus(302)
  })

  test('CAT-01 prices are set in minor units, by whoever may, and told in the history', async ({
    client,
    assert,
  }) => {
    const service = await createService({ code: 'MAIL' })
    const manager = await createUser({ roles: ['account_manager'] })
    const { put } = doors(client, manager)
    const prices = { cost: '1 250,50', price: '2000', currency: 'RUB', version: 1 }
    const answer = await put('/services/MAIL/prices', prices)
    answer.assertStatus(302)
    await service.refresh()
    assert.deepEqual(
      [Number(service.costMinor), Number(service.priceMinor), service.currency],
      [125_050, 200_000, 'RUB']
    )
    const [event] = await eventsOf(service)
    assert.equal(event!.action, 'service.prices_set')

    const wrong = await put('/services/MAIL/prices', { cost: '12,345', version: 2 })
    assert.sameMembers(fieldsOf(wrong), ['cost', 'currency'])
    const emptied = await put('/services/MAIL/prices', { cost: '', price: '', version: 2 })
    emptied.assertStatus(302)
    await service.refresh()
    assert.isNull(service.currency)

    const page = await client.get('/services/MAIL').loginAs(manager).withInertia()
    assert.isTrue(page.inertiaProps.can.editPrices)
    assert.isFalse(page.inertiaProps.can.edit)
  })

  test('a copy starts from another service without its code', async ({ client, assert }) => {
    await createService({ code: 'MAIL', nameEn: 'E-mail' })
    const user = await editor()
    const page = await client.get('/services/new?from=MAIL').loginAs(user).withInertia()
    assert.isTrue(page.inertiaProps.isNew)
    assert.equal(page.inertiaProps.service.nameEn, 'E-mail')
    const missing = await client.get('/services/new?from=NONE').loginAs(user).withInertia()
    missing.assertStatus(404)
  })

  test('a stale action is refused where it is called without a page too', async ({ assert }) => {
    const service = await createService()
    await assert.rejects(
      () =>
        saveService.handle({
          ...{ actor: SYSTEM_ACTOR, principal: null, serviceId: service.id, seenVersion: 7 },
          values: valuesOf(service, { nameEn: 'Other' }),
        }),
      StaleRecord
    )
  })
})

test.group('Editing services at once', (group) => {
  group.each.teardown(emptyDatabase)

  test('P5 of two changes that close a ring together the second is refused', async ({ assert }) => {
    const [a, b] = [await createService({ code: 'A' }), await createService({ code: 'B' })]
    const save = (service: Service, needsIds: number[]) =>
      saveService.handle({
        ...{ actor: SYSTEM_ACTOR, principal: null, serviceId: service.id, seenVersion: 1 },
        values: valuesOf(service, { needsIds }),
      })
    const results = await Promise.allSettled([save(a, [b.id]), save(b, [a.id])])
    assert.sameMembers(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected']
    )
  })
})
