import { openApiDocument } from '#api/openapi/open_api_document'
import AuditEvent from '#core/models/audit_event'
import { sweepApiRequests } from '#api/actions/sweep_api_requests'
import { tokenOf } from '#tests/helpers/api_tokens'
import { emptyDatabase } from '#tests/helpers/database'
import { createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import Ticket from '#tickets/models/ticket'
import TicketComment from '#tickets/models/ticket_comment'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const BODY = { impact: 2, urgency: 2, title: 'Disk is full', description: 'db-01 has 0% left.' }

function register(client: ApiClient, token: string, key: string, body: object = BODY) {
  return client
    .post('/api/v1/incidents')
    .bearerToken(token)
    .header('Idempotency-Key', key)
    .json(body)
}

async function countTickets() {
  const [{ total }] = await db.from('tickets').count('* as total')
  return Number(total)
}

/** Requests at the same time need rows that are committed. */
test.group('Idempotency-Key', (group) => {
  group.each.teardown(async () => {
    letTimeRun()
    await emptyDatabase()
  })

  test('the same key and body get the same answer', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.requester)
    const first = await register(client, token, 'alert-1')
    await Ticket.query().update({ title: 'Changed meanwhile' })
    const again = await register(client, token, 'alert-1')
    assert.equal(again.status(), 201)
    assert.equal(again.text(), first.text())
    assert.equal(again.header('location'), first.header('location'))
    assert.equal(again.header('idempotency-replayed'), 'true')
    assert.isUndefined(first.header('idempotency-replayed'))
    assert.equal(await countTickets(), 1)
  })

  test('another body under the key is refused', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.requester)
    await register(client, token, 'alert-1')
    const other = await register(client, token, 'alert-1', { ...BODY, title: 'Another disk' })
    other.assertStatus(422)
    assert.equal(other.body().errors[0].field, 'Idempotency-Key')
    assert.equal(await countTickets(), 1)
  })

  test('many at once make exactly one incident', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.requester)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => register(client, token, 'alert-1'))
    )
    assert.deepEqual([...new Set(answers.map((each) => each.status()))], [201])
    assert.lengthOf([...new Set(answers.map((each) => each.text()))], 1)
    assert.equal(await countTickets(), 1)
  })

  test('many equal comments at once make exactly one, with one answer', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.agent)
    const { number } = await createIncident(desk)
    const other = await createIncident(desk)
    const comment = (on: string, body = 'Disk replaced') =>
      client
        .post(`/api/v1/incidents/${on}/comments`)
        .bearerToken(token)
        .header('Idempotency-Key', 'step-1')
        .json({ visibility: 'public', body })
    const answers = await Promise.all(Array.from({ length: 8 }, () => comment(number)))
    assert.deepEqual([...new Set(answers.map((each) => each.status()))], [201])
    assert.lengthOf([...new Set(answers.map((each) => each.text()))], 1)
    const replayed = answers.filter((each) => each.header('idempotency-replayed') === 'true')
    assert.lengthOf(replayed, 7)
    const comments = await TicketComment.all()
    assert.lengthOf(comments, 1)

    const shown = await client.get(`/api/v1/incidents/${number}`).bearerToken(token)
    assert.deepEqual(shown.body().data.comments, [answers[0]!.body().data])
    // The key belongs to this request: not to another text, nor to another incident.
    for (const wrong of [await comment(number, 'Another text'), await comment(other.number)]) {
      wrong.assertStatus(422)
      assert.equal(wrong.body().errors[0].field, 'Idempotency-Key')
    }
    const event = AuditEvent.query().where({ subjectType: 'ticket', action: 'incident.replied' })
    assert.lengthOf(await event, 1)
  })

  test('a comment without a key is added each time', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.agent)
    const { number } = await createIncident(desk)
    const add = () =>
      client
        .post(`/api/v1/incidents/${number}/comments`)
        .bearerToken(token)
        .json({ visibility: 'internal', body: 'Looked at the log' })
    ;(await add()).assertStatus(201)
    ;(await add()).assertStatus(201)
    assert.lengthOf(await TicketComment.all(), 2)
  })

  test('every door that creates takes a key', ({ assert }) => {
    const { paths } = openApiDocument()
    const posts = Object.values(paths).flatMap((path) => path.post ?? []) as {
      parameters: { name: string }[]
    }[]
    assert.isAbove(posts.length, 1)
    for (const { parameters } of posts) {
      assert.include(
        parameters.map(({ name }) => name),
        'Idempotency-Key'
      )
    }
  })

  test('keys of two people are strangers', async ({ client, assert }) => {
    const desk = await createDesk()
    await register(client, await tokenOf(desk.requester), 'alert-1')
    await register(client, await tokenOf(desk.manager), 'alert-1')
    assert.equal(await countTickets(), 2)
  })

  test('a refused request leaves its key free', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.requester)
    ;(await register(client, token, 'alert-1', { ...BODY, serviceId: 999_999 })).assertStatus(422)
    ;(await register(client, token, 'alert-1')).assertStatus(201)
    assert.equal(await countTickets(), 1)
  })

  test('a key is forgotten after a day', async ({ client, assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const token = await tokenOf(desk.requester)
    await register(client, token, 'alert-1')
    moveTo('2026-03-03 10:00')
    await sweepApiRequests.handle()
    const again = await register(client, token, 'alert-1', { ...BODY, title: 'Another disk' })
    again.assertStatus(201)
    assert.equal(await countTickets(), 2)
  })

  test('a key with other signs than it may have is refused', async ({ client, assert }) => {
    const desk = await createDesk()
    const token = await tokenOf(desk.requester)
    for (const key of ['', ' ', 'a b', 'x'.repeat(256), 'ключ'.normalize(), 'a\tb']) {
      const encoded = Buffer.from(key, 'utf8').toString('latin1')
      const response = await register(client, token, encoded)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'Idempotency-Key')
    }
    assert.equal(await countTickets(), 0)
  })
})
