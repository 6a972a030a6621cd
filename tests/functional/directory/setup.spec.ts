import AuditEvent from '#core/models/audit_event'
import Organisation from '#directory/models/organisation'
import User from '#directory/models/user'
import { forgetInstallation } from '#directory/queries/installation'
import { enter, forgetEverything, goOn, NEW_PASSWORD } from '#tests/helpers/accounts'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const VALUES = {
  organisationName: 'Северный сервис',
  displayName: 'Мария Соколова',
  email: 'Maria@Example.org',
  password: NEW_PASSWORD,
  locale: 'ru',
  timeZone: 'Asia/Yekaterinburg',
}

function send(client: ApiClient, values: Partial<typeof VALUES> = {}) {
  return client
    .post('/setup')
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json({ ...VALUES, ...values })
}

test.group('The first run', (group) => {
  group.each.setup(forgetInstallation)
  group.each.teardown(forgetEverything)

  test('of an empty installation every page leads to the wizard', async ({ client }) => {
    for (const address of ['/', '/sign-in', '/incidents', '/password-reset', '/no-such-page']) {
      ;(await client.get(address).redirects(0)).assertHeader('location', '/setup')
    }
    ;(await client.get('/setup')).assertStatus(200)
    ;(await client.get('/health')).assertStatus(200)
  })

  test('makes the provider and an administrator who is signed in at once', async ({
    client,
    assert,
  }) => {
    const answer = await send(client)
    answer.assertHeader('location', '/')
    const user = await User.query()
      .where('email', 'maria@example.org')
      .preload('person')
      .preload('roleAssignments')
      .firstOrFail()
    const organisation = await Organisation.firstOrFail()
    assert.deepInclude(organisation.serialize(), {
      name: VALUES.organisationName,
      kind: 'provider',
      timeZone: VALUES.timeZone,
      path: `/${organisation.id}/`,
    })
    assert.deepEqual(
      [user.locale, user.person.displayName, user.person.organisationId],
      ['ru', VALUES.displayName, organisation.id]
    )
    assert.lengthOf(user.roleAssignments, 1)
    ;(await goOn(client, answer, 'GET', '/people').accept('html')).assertStatus(200)
    ;(await enter(client, user.email, NEW_PASSWORD)).assertHeader('location', '/')
    const actions = (await AuditEvent.query().orderBy('id')).map(({ action }) => action)
    assert.includeMembers(actions, [
      'organisation.created',
      'person.created',
      'user.first_administrator',
      'user.signed_in',
    ])
  })

  test('takes no weak password and nothing half filled', async ({ client, assert }) => {
    for (const values of [
      { password: 'opora-opora' },
      { password: 'Мария Соколова' },
      { email: 'maria' },
      { timeZone: 'Moon/Base' },
      { organisationName: ' ' },
    ]) {
      ;(await send(client, values)).assertStatus(422)
    }
    assert.isNull(await User.first())
    assert.isNull(await Organisation.first())
  })

  test('does not exist once there is a user, whatever is sent', async ({ client, assert }) => {
    await createUser({ roles: [] })
    ;(await client.get('/setup')).assertStatus(404)
    ;(await send(client)).assertStatus(404)
    ;(await client.get('/sign-in').redirects(0)).assertStatus(200)
    assert.isNull(await User.findBy('email', 'maria@example.org'))
  })

  test('of two wizards at the same moment one wins', async ({ client, assert }) => {
    const answers = await Promise.all([send(client), send(client, { email: 'second@example.org' })])
    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [302, 404]
    )
    assert.lengthOf(await User.all(), 1)
    assert.lengthOf(await Organisation.all(), 1)
  })

  test('the demonstration’s accounts never open it', async ({ client }) => {
    await createUser({ roles: ['administrator'], values: { email: 'admin@demo.opora' } })
    ;(await client.get('/').redirects(0)).assertHeader('location', '/sign-in')
    ;(await client.get('/setup')).assertStatus(404)
  })
})
