import { API_TOKENS } from '#config/api'
import AuditEvent from '#core/models/audit_event'
import ApiToken from '#directory/models/api_token'
import type User from '#directory/models/user'
import { goOn } from '#tests/helpers/accounts'
import { bareToken, tokenOf } from '#tests/helpers/api_tokens'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const PAGE = '/account/api-tokens'

function make(client: ApiClient, user: User, values: object = {}) {
  const body = { name: 'Monitoring', scopes: ['tickets.view'], expiresOn: '2026-04-01', ...values }
  return client.post(PAGE).loginAs(user).withCsrfToken().accept('json').redirects(0).json(body)
}

test.group('API tokens of one’s own', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  test('G-18 a token is shown once', async ({ client, assert }) => {
    const desk = await createDesk()
    const answer = await make(client, desk.agent)
    answer.assertStatus(302)
    const shown = await goOn(client, answer, 'GET', PAGE).loginAs(desk.agent).withInertia()
    const { issued } = shown.inertiaProps as { issued: { name: string; text: string } }
    assert.equal(issued.name, 'Monitoring')
    ;(await client.get('/api/v1/me').bearerToken(issued.text)).assertStatus(200)

    const again = await client.get(PAGE).loginAs(desk.agent).withInertia()
    assert.notInclude(again.text(), issued.text)
    assert.isNull((again.inertiaProps as { issued: unknown }).issued)
    const event = await AuditEvent.findByOrFail('action', 'user.api_token_issued')
    assert.notInclude(JSON.stringify(event.changes), issued.text)
    const token = await ApiToken.findByOrFail('userId', desk.agent.id)
    // The last day counts to its end where the owner is.
    assert.equal(token.expiresAt.toISO(), '2026-04-01T20:59:59.000Z')
  })

  test('it offers what the owner’s roles include, and takes no more', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const page = await client.get(PAGE).loginAs(desk.requester).withInertia()
    assert.deepEqual((page.inertiaProps as { scopes: unknown }).scopes, {
      read: ['tickets.view'],
      write: ['tickets.create', 'tickets.confirm'],
    })
    for (const scope of ['cis.view', 'tickets.work']) {
      const refused = await make(client, desk.requester, { scopes: ['tickets.view', scope] })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].field, 'scopes')
    }
    assert.lengthOf(await ApiToken.all(), 0)
  })

  test('what is wrong is told on its field: {field}')
    .with([
      { field: 'name', values: { name: ' ' } },
      { field: 'scopes', values: { scopes: [] } },
      { field: 'scopes.0', values: { scopes: ['settings.manage'] } },
      { field: 'expiresOn', values: { expiresOn: '2026-03-01' } },
      { field: 'expiresOn', values: { expiresOn: '2028-01-01' } },
      { field: 'expiresOn', values: { expiresOn: '2026-02-31' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const desk = await createDesk()
      const answer = await make(client, desk.agent, values)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    })

  test('nobody has more than a handful', async ({ client, assert }) => {
    const desk = await createDesk()
    for (let count = 0; count < API_TOKENS.perPerson; count += 1) await bareToken(desk.agent)
    const refused = await make(client, desk.agent)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'name')
  })

  test('its owner revokes it; another’s is not there', async ({ client, assert }) => {
    const desk = await createDesk()
    const text = await tokenOf(desk.agent)
    const { id } = await ApiToken.findByOrFail('userId', desk.agent.id)
    const revoke = (user: User) =>
      client.delete(`${PAGE}/${id}`).loginAs(user).withCsrfToken().redirects(0)
    ;(await revoke(desk.colleague)).assertStatus(404)
    ;(await client.get('/api/v1/me').bearerToken(text)).assertStatus(200)
    ;(await revoke(desk.agent)).assertStatus(302)
    ;(await client.get('/api/v1/me').bearerToken(text)).assertStatus(401)
    assert.isNotNull(await AuditEvent.findBy('action', 'user.api_token_revoked'))
    const page = await client.get(PAGE).loginAs(desk.agent).withInertia()
    assert.lengthOf((page.inertiaProps as { tokens: unknown[] }).tokens, 0)
  })
})

test.group('API tokens of others', (group) => {
  group.each.setup(wrapInTransaction)

  test('an administrator sees and revokes them', async ({ client, assert }) => {
    const desk = await createDesk()
    const admin = await createUser({ roles: ['administrator'] })
    const text = await tokenOf(desk.agent)
    const address = `/people/${desk.agent.personId}/api-tokens`
    const list = await client.get(address).loginAs(admin).accept('json')
    list.assertStatus(200)
    assert.isTrue(list.body().canRevoke)
    assert.equal(list.body().tokens[0].name, 'Monitoring')
    assert.notInclude(list.text(), text)
    const { id } = list.body().tokens[0]
    const revoke = await client
      .delete(`${address}/${id}`)
      .loginAs(admin)
      .withCsrfToken()
      .redirects(0)
    revoke.assertStatus(302)
    ;(await client.get('/api/v1/me').bearerToken(text)).assertStatus(401)
    assert.equal((await ApiToken.findOrFail(id)).revokeReason, 'administrator')
  })

  test('an auditor sees them, a manager only those of their people, others nothing', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const auditor = await createUser({ roles: ['auditor'] })
    await tokenOf(desk.requester)
    await tokenOf(desk.agent)
    const address = (user: User) => `/people/${user.personId}/api-tokens`
    const seen = await client.get(address(desk.requester)).loginAs(auditor).accept('json')
    assert.isFalse(seen.body().canRevoke)
    const { id } = seen.body().tokens[0]
    const one = `${address(desk.requester)}/${id}`
    ;(await client.delete(one).loginAs(auditor).withCsrfToken()).assertStatus(403)

    const theirs = await client.get(address(desk.requester)).loginAs(desk.manager).accept('json')
    assert.isTrue(theirs.body().canRevoke)
    ;(await client.get(address(desk.agent)).loginAs(desk.manager).accept('json')).assertStatus(404)
    ;(await client.get(address(desk.requester)).loginAs(desk.agent).accept('json')).assertStatus(
      403
    )
    // Another person's token under this person's address.
    const foreign = await ApiToken.findByOrFail('userId', desk.agent.id)
    const wrong = `${address(desk.requester)}/${foreign.id}`
    ;(await client.delete(wrong).loginAs(desk.manager).withCsrfToken()).assertStatus(404)
  })
})
