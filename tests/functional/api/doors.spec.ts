import { saveCiSource } from '#cmdb/actions/save_ci_source'
import CiSourceRun from '#cmdb/models/ci_source_run'
import { SYSTEM_ACTOR } from '#core/actor'
import { openApiDocument } from '#api/openapi/open_api_document'
import { ALL_API_SCOPES } from '#config/api'
import AuditEvent from '#core/models/audit_event'
import { bareToken, tokenOf } from '#tests/helpers/api_tokens'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident } from '#tests/helpers/desk'
import { mismatches } from '#tests/helpers/json_schema'
import { createPerson, createUser } from '#tests/helpers/people'
import { addComment } from '#tickets/actions/add_comment'
import Ticket from '#tickets/models/ticket'
import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const BODY = {
  impact: 2,
  urgency: 2,
  title: 'Disk is nearly full',
  description: 'db-01 has 4% left.',
}

function get(client: ApiClient, address: string, token: string) {
  return client.get(`/api/v1${address}`).bearerToken(token)
}

function post(client: ApiClient, address: string, token: string, body: object) {
  return client.post(`/api/v1${address}`).bearerToken(token).json(body)
}

function createSource(organisationId: number) {
  return saveCiSource.handle({
    ...{ actor: SYSTEM_ACTOR, sourceId: null },
    values: {
      ...{ code: 'scan', name: 'Scan', authority: 'discovery', organisationId },
      ...{ classCode: 'laptop', columns: { name: 'host' }, policies: {}, createsItems: true },
      ...{ identifiesByName: true, missing: 'nothing', missingLimitPercent: 50 },
      ...{ refreshDays: null, isActive: true },
    },
  })
}

test.group('API', (group) => {
  group.each.setup(wrapInTransaction)

  test('the description knows every door, and every door is described', async ({
    client,
    assert,
  }) => {
    const described = Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} /api/v1${path}`)
    )
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith('/api/') && !pattern.endsWith('openapi.json'))
      .flatMap(({ pattern, methods }) =>
        methods
          .filter((method) => method !== 'HEAD')
          .map((method) => `${method} ${pattern.replaceAll(/:(\w+)/g, '{$1}')}`)
      )
    assert.sameMembers(routes, described)
    const response = await client.get('/api/v1/openapi.json')
    response.assertStatus(200)
    assert.equal(response.body().openapi, '3.1.0')
    assert.include(response.header('content-type'), 'application/json')
  })

  test('every answer is what the description says', async ({ client, assert }) => {
    const desk = await createDesk()
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    const service = await createConfigurationItem({ organisationId: desk.client.id })
    await relate(service, item)
    const { number } = await createIncident(desk, { ciIds: [item.id] })
    const duplicate = await createIncident(desk)
    const token = await tokenOf(desk.agent)
    await createSource(desk.client.id)
    const pusher = await tokenOf(await createUser({ roles: ['configuration_manager'] }))
    const { paths } = openApiDocument()
    const values: Record<string, string> = {
      'incidents': number,
      'configuration-items': item.number,
      'sources': 'scan',
    }
    const addressOf = async (path: string) => {
      const named = path.replace(/\{(number|code)\}/, values[path.split('/')[1]!]!)
      // A delivery takes records until it ends.
      const run = await CiSourceRun.query().where('kind', 'full').orderBy('id', 'desc').first()
      return named.replace('{run}', String(run?.id))
    }
    const bodyOf = async (path: string) => {
      if (path.endsWith('comments')) return { visibility: 'internal', body: 'Seen' }
      if (path.endsWith('items')) return { records: [{ host: 'nb-1' }] }
      if (!path.endsWith('duplicates')) return BODY
      const { version } = await Ticket.findByOrFail('number', number)
      return { version, sources: [{ number: duplicate.number, version: duplicate.version }] }
    }
    let compared = 0
    for (const [path, methods] of Object.entries(paths)) {
      const holder = path.startsWith('/sources') ? pusher : token
      for (const [method, operation] of Object.entries(methods as Record<string, never>)) {
        const { responses } = operation as { responses: Record<string, { content: never }> }
        const status = Number(Object.keys(responses)[0])
        const body = await bodyOf(path)
        const address = await addressOf(path)
        const response =
          method === 'get'
            ? await get(client, address, holder)
            : await post(client, address, holder, body)
        response.assertStatus(status)
        const { schema } = (responses[status]!.content as never)['application/json'] as never
        assert.deepEqual(mismatches(schema, response.body()), [], `${method} ${path}`)
        compared += 1
      }
    }
    assert.isAbove(compared, 9)
  })

  test('an answer carries the request’s id and no cookie', async ({ client, assert }) => {
    const desk = await createDesk()
    const response = await get(client, '/me', await tokenOf(desk.agent)).header(
      'x-request-id',
      'from-monitoring-42'
    )
    assert.equal(response.header('x-request-id'), 'from-monitoring-42')
    assert.isUndefined(response.header('set-cookie'))
    assert.equal(response.header('cache-control'), 'private, no-store')
    assert.isUndefined(response.header('content-security-policy'))
    const strange = await get(client, '/me', 'nothing').header('x-request-id', 'x'.repeat(300))
    assert.match(strange.header('x-request-id')!, /^[\w-]{36}$/)
  })

  test('T1 T2 lists and records hold what the owner may see, foreign ones are 404', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const elsewhere = await createDesk()
    const own = await createIncident(desk)
    const foreign = await createIncident(elsewhere)
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    const foreignItem = await createConfigurationItem({ organisationId: elsewhere.client.id })
    const token = await tokenOf(desk.manager)

    const incidents = await get(client, '/incidents?view=all', token)
    assert.deepEqual(
      incidents.body().data.map((row: { number: string }) => row.number),
      [own.number]
    )
    assert.equal(incidents.body().page.total, 1)
    const items = await get(client, '/configuration-items', token)
    assert.deepEqual(
      items.body().data.map((row: { number: string }) => row.number),
      [item.number]
    )
    const organisations = await get(client, '/organisations', token)
    assert.deepEqual(
      organisations.body().data.map((row: { code: string }) => row.code),
      [desk.client.code]
    )
    const people = await get(client, '/people', token)
    assert.sameMembers(
      people.body().data.map((row: { id: number }) => row.id),
      [desk.manager.personId, desk.requester.personId]
    )

    for (const address of [
      `/incidents/${foreign.number}`,
      `/configuration-items/${foreignItem.number}`,
      `/configuration-items/${foreignItem.number}/impact`,
      '/incidents/INC-999999',
    ]) {
      const response = await get(client, address, token)
      response.assertStatus(404)
      assert.equal(response.body().type, 'urn:opora:problem:not_found')
    }
    const reply = { visibility: 'public', body: 'Hello' }
    ;(await post(client, `/incidents/${foreign.number}/comments`, token, reply)).assertStatus(404)
  })

  test('G-11 notes stay inside without the scope for them', async ({ client, assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const actor = actorOf(desk.agent)
    const note = { visibility: 'internal' as const, body: 'Between us: zebra' }
    await addComment.handle({ actor, ticketId: ticket.id, ...note })
    const narrow = await tokenOf(desk.agent, ['tickets.view'])
    const wide = await tokenOf(desk.agent, ['tickets.view', 'tickets.view_notes'])
    const address = `/incidents/${ticket.number}`
    assert.lengthOf((await get(client, address, narrow)).body().data.comments, 0)
    assert.lengthOf((await get(client, address, wide)).body().data.comments, 1)
    const requester = await tokenOf(desk.requester)
    assert.notInclude((await get(client, address, requester)).text(), 'zebra')
  })

  test('pages, filters and sorts on the server', async ({ client, assert }) => {
    const desk = await createDesk()
    for (const urgency of [1, 2, 3] as const) await createIncident(desk, { urgency })
    const token = await tokenOf(desk.agent)
    const page = await get(client, '/incidents?perPage=2&page=2&sort=-priority', token)
    assert.deepInclude(page.body().page, { number: 2, size: 2, total: 3, isTotalExact: true })
    assert.lengthOf(page.body().data, 1)
    const urgent = await get(client, '/incidents?priority=2', token)
    assert.lengthOf(urgent.body().data, 1)
    const wrong = await get(client, '/incidents?perPage=5000&state=flying', token)
    wrong.assertStatus(422)
    assert.sameMembers(
      wrong.body().errors.map((each: { field: string }) => each.field),
      ['perPage', 'state']
    )
  })

  test('registers as the form does, in its own channel of the audit', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.agent)
    const response = await post(client, '/incidents', token, {
      ...BODY,
      requesterId: desk.requester.personId,
      serviceId: desk.service.id,
      channel: 'monitoring',
    })
    response.assertStatus(201)
    const ticket = await Ticket.findByOrFail('number', response.body().data.number)
    assert.equal(response.header('location'), `/api/v1/incidents/${ticket.number}`)
    assert.equal(ticket.requesterId, desk.requester.personId)
    assert.equal(ticket.channel, 'monitoring')
    const event = await AuditEvent.query()
      .where({ subjectType: 'ticket', subjectId: ticket.id, action: 'incident.registered' })
      .firstOrFail()
    assert.equal(event.channel, 'api')
    assert.equal(event.actorUserId, desk.agent.id)
    assert.equal(event.requestId, response.header('x-request-id'))
  })

  test('T3 names of what is not there, or not the owner’s, are 422 on their field', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const elsewhere = await createDesk()
    const foreignItem = await createConfigurationItem({ organisationId: elsewhere.client.id })
    const token = await tokenOf(desk.manager)
    for (const [field, value] of [
      ['requesterId', elsewhere.requester.personId],
      ['serviceId', 999_999],
      ['ciIds', [foreignItem.id]],
      ['categoryId', 999_999],
    ] as const) {
      const response = await post(client, '/incidents', token, { ...BODY, [field]: value })
      response.assertStatus(422)
      assert.equal(response.header('content-type'), 'application/problem+json; charset=utf-8')
      assert.equal(response.body().errors[0].field, field)
    }
    const missing = await post(client, '/incidents', token, {})
    missing.assertStatus(422)
    assert.includeMembers(
      missing.body().errors.map((each: { field: string }) => each.field),
      ['impact', 'urgency', 'title', 'description']
    )
  })

  test('what the form does not ask for is not taken from a body', async ({ client, assert }) => {
    const desk = await createDesk()
    const elsewhere = await createDesk()
    const token = await tokenOf(desk.requester)
    const response = await post(client, '/incidents', token, {
      ...BODY,
      ...{
        state: 'closed',
        priority: 1,
        number: 'INC-777777',
        organisationId: elsewhere.client.id,
      },
      ...{ assigneeId: desk.agent.personId, teamId: desk.team.id, version: 99, isOpen: false },
    })
    response.assertStatus(201)
    const ticket = await Ticket.findByOrFail('number', response.body().data.number)
    assert.equal(ticket.organisationId, desk.client.id)
    assert.equal(ticket.requesterId, desk.requester.personId)
    assert.deepEqual(
      [ticket.state, ticket.priority, ticket.teamId, ticket.assigneeId, ticket.channel],
      ['new', 3, null, null, 'portal']
    )
  })

  test('a token’s scopes decide within the owner’s rights', async ({ client, assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const reader = await tokenOf(desk.agent, ['tickets.view'])
    ;(await get(client, `/incidents/${ticket.number}`, reader)).assertStatus(200)
    ;(await get(client, '/configuration-items', reader)).assertStatus(403)
    ;(await post(client, '/incidents', reader, BODY)).assertStatus(403)
    const reply = { visibility: 'public', body: 'Looking' }
    const refused = await post(client, `/incidents/${ticket.number}/comments`, reader, reply)
    refused.assertStatus(403)
    assert.equal(refused.body().type, 'urn:opora:problem:forbidden')

    const worker = await tokenOf(desk.agent, ['tickets.view', 'tickets.work'])
    ;(await post(client, `/incidents/${ticket.number}/comments`, worker, reply)).assertStatus(201)
    const note = { visibility: 'internal', body: 'For us' }
    ;(await post(client, `/incidents/${ticket.number}/comments`, worker, note)).assertStatus(403)
  })

  test('scopes above the owner’s roles open nothing', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await bareToken(desk.requester, [...ALL_API_SCOPES])
    ;(await get(client, '/configuration-items', token)).assertStatus(403)
    ;(await get(client, '/people', token)).assertStatus(403)
    const me = await get(client, '/me', token)
    assert.sameMembers(me.body().data.scopes, ['tickets.view', 'tickets.create', 'tickets.confirm'])
  })

  test('what is no JSON, too large or unknown is told as a problem', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.agent)
    const form = await client.post('/api/v1/incidents').bearerToken(token).form({ title: 'x' })
    form.assertStatus(415)
    const broken = await client
      .post('/api/v1/incidents')
      .bearerToken(token)
      .type('json')
      .json('{"title":' as never)
    broken.assertStatus(400)
    for (const response of [
      form,
      broken,
      await get(client, '/nothing/here', token),
      await client.delete('/api/v1/incidents').bearerToken(token),
    ]) {
      assert.equal(response.header('content-type'), 'application/problem+json; charset=utf-8')
      assert.includeMembers(Object.keys(response.body()), ['type', 'title', 'status', 'detail'])
      assert.equal(response.body().status, response.status())
    }
  })

  test('problems are told in the language a program asks for, else its owner’s', async ({
    client,
    assert,
  }) => {
    const person = await createPerson()
    const user = await createUser({ roles: ['end_user'], person, values: { locale: 'ru' } })
    const token = await tokenOf(user)
    assert.equal((await get(client, '/incidents/INC-1', token)).body().title, 'Не найдено')
    const english = await get(client, '/incidents/INC-1', token).header('accept-language', 'en')
    assert.equal(english.body().title, 'Not found')
  })
})
