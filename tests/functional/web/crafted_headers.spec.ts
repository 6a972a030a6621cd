import AuditEvent from '#core/models/audit_event'
import { emptyDatabase } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

async function signInWith(client: ApiClient, headers: Record<string, string>) {
  const user = await createUser({ roles: ['agent_l1'] })
  const response = await client
    .post('/sign-in')
    .withCsrfToken()
    .headers(headers)
    .redirects(0)
    .json({ email: user.email, password: 'correct horse' })
  response.assertStatus(302)
  const event = await AuditEvent.findByOrFail('action', 'user.signed_in')
  return { response, event }
}

test.group('Headers somebody made up', (group) => {
  group.each.teardown(emptyDatabase)

  test('a proxy’s name of the request stands in the answer and in the history', async ({
    client,
    assert,
  }) => {
    const { response, event } = await signInWith(client, { 'x-request-id': 'proxy-7:42' })
    assert.equal(response.header('x-request-id'), 'proxy-7:42')
    assert.equal(event.requestId, 'proxy-7:42')
  })

  test('a name that is none is replaced: {$self}')
    .with(['x'.repeat(61), '<script>alert(1)</script>', 'two words', '=cmd()'])
    .run(async ({ client, assert }, crafted) => {
      const { response, event } = await signInWith(client, { 'x-request-id': crafted })
      assert.match(response.header('x-request-id')!, /^[\w-]{36}$/)
      assert.equal(event.requestId, response.header('x-request-id'))
    })

  test('a browser’s name of any length does not keep its owner out', async ({ client }) => {
    await signInWith(client, { 'user-agent': 'M'.repeat(4000) })
  })

  test('another host’s name leads nobody away', async ({ client, assert }) => {
    const { response } = await signInWith(client, { 'x-forwarded-host': 'evil.example' })
    assert.equal(response.header('location'), '/')
  })
})
