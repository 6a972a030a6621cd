import { API_RATE } from '#config/api'
import { savePerson } from '#directory/actions/save_person'
import { switchAccount } from '#directory/actions/switch_account'
import ApiToken from '#directory/models/api_token'
import RoleAssignment from '#directory/models/role_assignment'
import { newToken, withChecksum } from '#directory/workflow/token_text'
import { bareToken, tokenOf } from '#tests/helpers/api_tokens'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import limiter from '@adonisjs/limiter/services/main'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

async function statusOf(client: ApiClient, token: string, address = '/me') {
  return (await client.get(`/api/v1${address}`).bearerToken(token)).status()
}

test.group('The wall of the API', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(async () => {
    letTimeRun()
    await limiter.clear(['memory'])
  })

  test('G-18 keeps a hash of the token and lets its owner in', async ({ client, assert }) => {
    const desk = await createDesk()
    const text = await tokenOf(desk.agent)
    assert.match(text, /^opora_[0-9A-Za-z]{46}$/)
    assert.equal(await statusOf(client, text), 200)
    const row = await ApiToken.findByOrFail('userId', desk.agent.id)
    assert.notInclude(JSON.stringify(row.$attributes), text.slice(12))
    assert.isNotNull(row.lastUsedAt)
    assert.equal(row.lastUsedIp, '127.0.0.1')
  })

  test('nothing but a token that is known and whole opens it', async ({ client, assert }) => {
    const desk = await createDesk()
    const text = await tokenOf(desk.agent)
    const damaged = text.slice(0, -1) + (text.endsWith('0') ? '1' : '0')
    for (const token of [newToken(), withChecksum('a'.repeat(40)), damaged, text.slice(6), 'x']) {
      const response = await client.get('/api/v1/me').bearerToken(token)
      response.assertStatus(401)
      assert.equal(response.header('www-authenticate'), 'Bearer realm="Opora"')
      assert.equal(response.body().type, 'urn:opora:problem:no_token')
    }
    ;(await client.get('/api/v1/me')).assertStatus(401)
    ;(await client.get('/api/v1/me').header('authorization', `Basic ${text}`)).assertStatus(401)
    ;(await client.get(`/api/v1/me?token=${text}`)).assertStatus(401)
  })

  test('a browser’s session does not open it, a token opens no page', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    ;(await client.get('/api/v1/me').loginAs(desk.agent)).assertStatus(401)
    const text = await tokenOf(desk.agent)
    const page = await client.get('/incidents').bearerToken(text).redirects(0)
    page.assertStatus(302)
    assert.equal(page.header('location'), '/sign-in')
    const form = await client.post('/incidents').bearerToken(text).redirects(0).json({})
    assert.include([302, 403], form.status())
    assert.notEqual(form.header('location'), '/incidents')
  })

  test('a token that ran out opens nothing', async ({ client, assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const text = await tokenOf(desk.agent)
    moveTo('2026-04-01 23:00')
    assert.equal(await statusOf(client, text), 200)
    moveTo('2026-04-02 01:00')
    assert.equal(await statusOf(client, text), 401)
  })

  test('T8 an account switched off takes its tokens along for good', async ({ client, assert }) => {
    const desk = await createDesk()
    const admin = await createUser({ roles: ['administrator'] })
    const text = await tokenOf(desk.agent)
    const change = { actor: actorOf(admin), userId: desk.agent.id }
    await switchAccount.handle({ ...change, isActive: false })
    assert.equal(await statusOf(client, text), 401)
    await switchAccount.handle({ ...change, isActive: true })
    assert.equal(await statusOf(client, text), 401)
    assert.equal((await ApiToken.findByOrFail('userId', desk.agent.id)).revokeReason, 'deactivated')
  })

  test('T8 a person who is no longer active has no tokens', async ({ client, assert }) => {
    const desk = await createDesk()
    const text = await tokenOf(desk.agent)
    await desk.agent.person.merge({ isActive: false }).save()
    assert.equal(await statusOf(client, text), 401)
  })

  test('T8 a token does not move with its owner', async ({ client, assert }) => {
    const desk = await createDesk()
    const admin = await createUser({ roles: ['administrator'] })
    const other = await createOrganisation()
    const [first, second] = [await tokenOf(desk.manager), await tokenOf(desk.requester)]
    await desk.requester.person.merge({ organisationId: other.id }).save()
    assert.equal(await statusOf(client, second), 401)
    await savePerson.handle({
      actor: actorOf(admin),
      personId: desk.manager.personId,
      values: { organisationId: other.id, siteId: null },
    })
    await desk.manager.person.refresh()
    await desk.manager.person.merge({ organisationId: desk.client.id }).save()
    assert.equal(await statusOf(client, first), 401)
  })

  test('T8 a role its owner lost is lost at once', async ({ client, assert }) => {
    const desk = await createDesk()
    const { number } = await createIncident(desk)
    const text = await tokenOf(desk.agent)
    assert.equal(await statusOf(client, text, `/incidents/${number}`), 200)
    await RoleAssignment.query().where('userId', desk.agent.id).delete()
    assert.equal(await statusOf(client, text, `/incidents/${number}`), 403)
    assert.equal(await statusOf(client, text), 200)
  })

  test('a token has so many requests a minute', async ({ client, assert }) => {
    const desk = await createDesk()
    const [busy, calm] = [await bareToken(desk.agent), await bareToken(desk.agent)]
    const { id } = await ApiToken.query().where('userId', desk.agent.id).orderBy('id').firstOrFail()
    const counter = limiter.use('memory', { ...API_RATE })
    await counter.set(`api-token:${id}`, API_RATE.requests - 1, '1 min')
    const last = await client.get('/api/v1/me').bearerToken(busy)
    last.assertStatus(200)
    assert.equal(last.header('ratelimit-remaining'), '0')
    const refused = await client.get('/api/v1/me').bearerToken(busy)
    refused.assertStatus(429)
    assert.isAbove(Number(refused.header('retry-after')), 0)
    assert.equal(await statusOf(client, calm), 200)
  })
})
