import AuditEvent from '#core/models/audit_event'
import UserSession from '#directory/models/user_session'
import { enter, forgetEverything, NEW_PASSWORD, PASSWORD } from '#tests/helpers/accounts'
import { createPerson, createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function change(
  client: ApiClient,
  user: User,
  input: { currentPassword: string; password: string }
) {
  return client
    .put('/account/password')
    .loginAs(user)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json(input)
}

test.group('Changing one’s password', (group) => {
  group.each.teardown(forgetEverything)

  test('asks for the current one and takes a good new one', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const wrong = await change(client, user, { currentPassword: 'wrong', password: NEW_PASSWORD })
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'currentPassword')
    ;(
      await change(client, user, { currentPassword: PASSWORD, password: NEW_PASSWORD })
    ).assertStatus(302)

    ;(await enter(client, user.email, PASSWORD)).assertStatus(422)
    ;(await enter(client, user.email, NEW_PASSWORD)).assertStatus(302)
    const event = await AuditEvent.findByOrFail('action', 'user.password_changed')
    assert.equal(event.actorUserId, user.id)
    assert.notInclude(JSON.stringify(event), NEW_PASSWORD)
  })

  test('refuses a weak one and says why: {0}')
    .with([
      ['short', /At least 12/],
      ['Password2024!', /stolen/],
      ['abcabcabcabc', /repeats/],
      ['ivanpetrov2026', /name or address/],
      [PASSWORD, /password you have now/],
      ['x'.repeat(201), /At most 200/],
    ] as const)
    .run(async ({ client, assert }, [password, reason]) => {
      const person = await createPerson({ displayName: 'Ivan Petrov' })
      const user = await createUser({ roles: ['agent_l1'], person })
      const answer = await change(client, user, { currentPassword: PASSWORD, password })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'password')
      assert.match(answer.body().errors[0].message, reason)
    })

  test('T8 ends every other session and keeps this one', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const elsewhere = await enter(client, user.email)
    await change(client, user, { currentPassword: PASSWORD, password: NEW_PASSWORD })

    ;(await client.get('/account/security').loginAs(user).redirects(0)).assertStatus(200)
    const out = await client.get('/account/security').withSession(elsewhere.session()).redirects(0)
    out.assertHeader('location', '/sign-in')
    const ended = await UserSession.query().where('endReason', 'password_changed')
    assert.lengthOf(ended, 1)
  })

  test('a browser left open is no place to guess the password', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    for (let tries = 0; tries < 5; tries += 1) {
      await change(client, user, { currentPassword: `guess ${tries}`, password: NEW_PASSWORD })
    }
    const braked = await change(client, user, { currentPassword: PASSWORD, password: NEW_PASSWORD })
    assert.match(braked.body().errors[0].message, /Too many wrong tries/)
  })
})
