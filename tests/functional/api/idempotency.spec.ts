import { sweepApiRequests } from '#api/actions/sweep_api_requests'
import { tokenOf } from '#tests/helpers/api_tokens'
import { emptyDatabase } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo } from '#tests/helpers/desk'
import Ticket from '#tickets/models/ticket'
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
