import AuditEvent from '#core/models/audit_event'
import { emptyDatabase } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

/** The brake on wrong tries counts on its own connection: rows must be committed. */
test.group('Signing in', (group) => {
  group.each.teardown(emptyDatabase)

  const PASSWORD = 'correct horse'

  function signIn(client: ApiClient, email: string, password: string) {
    return client
      .post('/sign-in')
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json({ email, password })
  }

  test('the right password opens a session and is in the audit', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const response = await signIn(client, user.email.toUpperCase(), PASSWORD)
    response.assertStatus(302)
    response.assertHeader('location', '/')
    const event = await AuditEvent.findByOrFail('action', 'user.signed_in')
    assert.equal(event.subjectId, user.id)
  })

  test('a wrong password and an unknown address get the same answer', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const wrong = await signIn(client, user.email, 'wrong')
    const unknown = await signIn(client, 'nobody@example.org', 'wrong')
    wrong.assertStatus(422)
    assert.deepEqual([wrong.status(), wrong.body()], [unknown.status(), unknown.body()])
  })

  test('an account that was switched off cannot sign in', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'], values: { isActive: false } })
    ;(await signIn(client, user.email, PASSWORD)).assertStatus(422)
  })

  test('after five wrong tries even the right password waits', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    for (let tries = 0; tries < 5; tries += 1) {
      ;(await signIn(client, user.email, 'wrong')).assertStatus(422)
    }
    const braked = await signIn(client, user.email, PASSWORD)
    braked.assertStatus(422)
    assert.match(braked.body().errors[0].message, /Too many wrong tries/)

    const colleague = await createUser({ roles: ['agent_l1'] })
    ;(await signIn(client, colleague.email, PASSWORD)).assertStatus(302)
  })

  test('T8 an account switched off while signed in is out with its next request', async ({
    client,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    await user.merge({ isActive: false }).save()
    const response = await client.get('/incidents').loginAs(user).redirects(0)
    response.assertStatus(302)
    response.assertHeader('location', '/sign-in')
  })

  test('a form from elsewhere without the token is refused', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    await client.post('/sign-in').redirects(0).json({ email: user.email, password: PASSWORD })
    assert.isNull(await AuditEvent.findBy('action', 'user.signed_in'))
  })
})

test.group('Security headers', () => {
  test('no page may load or be framed by anything foreign', async ({ client, assert }) => {
    const response = await client.get('/sign-in')
    const policy = response.header('content-security-policy') ?? ''
    assert.include(policy, "script-src 'self'")
    assert.notInclude(policy, 'unsafe')
    assert.equal(response.header('x-frame-options'), 'DENY')
    assert.equal(response.header('x-content-type-options'), 'nosniff')
  })
})
