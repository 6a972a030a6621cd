import AuditEvent from '#core/models/audit_event'
import Role from '#directory/models/role'
import User from '#directory/models/user'
import UserSecondFactor from '#directory/models/user_second_factor'
import {
  enrol,
  enter,
  forgetEverything,
  goOn,
  NEW_PASSWORD,
  PASSWORD,
} from '#tests/helpers/accounts'
import { moveTo } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Method = 'POST' | 'PUT' | 'DELETE'

const DOORS: [Method, string, object][] = [
  ['POST', 'password-link', {}],
  ['DELETE', 'second-factor', {}],
  ['PUT', 'account', { isActive: false }],
  ['DELETE', 'account/provider', { version: 1 }],
]

function act(
  client: ApiClient,
  by: User,
  [method, door, body]: (typeof DOORS)[number],
  personId: number
) {
  return client
    .request(`/people/${personId}/${door}`, method as 'POST')
    .loginAs(by)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json(body)
}

test.group('Other people’s accounts', (group) => {
  group.each.teardown(forgetEverything)

  test('an administrator hands out a link that sets the password once, within a day', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: ['agent_l1'] })
    const answer = await act(client, admin, DOORS[0]!, user.personId)
    answer.assertStatus(200)
    answer.assertHeader('cache-control', 'no-store')
    const { url, expiresAt } = answer.body() as { url: string; expiresAt: string }
    assert.equal(expiresAt, '2026-03-03T07:00:00.000Z')
    assert.notInclude(
      JSON.stringify([await db.from('password_links'), await db.from('audit_events')]),
      url.split('/').at(-1)!
    )

    moveTo('2026-03-03 09:59')
    const set = () =>
      client
        .put(new URL(url).pathname)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ password: NEW_PASSWORD })
    ;(await set()).assertStatus(302)
    ;(await set()).assertStatus(422)
    ;(await enter(client, user.email, NEW_PASSWORD)).assertStatus(302)
    const event = await AuditEvent.findByOrFail('action', 'user.password_link_issued')
    assert.deepEqual([event.actorUserId, event.subjectId], [admin.id, user.id])
  })

  test('T8 a switched-off account is out of every browser at once and can come back', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: ['agent_l1'] })
    const session = await enter(client, user.email)
    const turn = (isActive: boolean) =>
      act(client, admin, ['PUT', 'account', { isActive }], user.personId)
    ;(await turn(false)).assertStatus(302)
    ;(await goOn(client, session, 'GET', '/incidents').accept('html')).assertHeader(
      'location',
      '/sign-in'
    )
    ;(await enter(client, user.email)).assertStatus(422)
    ;(await turn(true)).assertStatus(302)
    ;(await goOn(client, session, 'GET', '/incidents').accept('html')).assertHeader(
      'location',
      '/sign-in'
    )
    ;(await enter(client, user.email)).assertStatus(302)
    assert.lengthOf(
      await AuditEvent.query().whereIn('action', ['user.deactivated', 'user.activated']),
      2
    )
    ;(
      await act(client, admin, ['PUT', 'account', { isActive: false }], admin.personId)
    ).assertStatus(422)
  })

  test('a lost second factor is reset, which ends the sessions', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: ['agent_l1'] })
    const session = await enter(client, user.email)
    await enrol(user)
    ;(await act(client, admin, DOORS[1]!, user.personId)).assertStatus(302)
    assert.isNull(await UserSecondFactor.findBy('userId', user.id))
    ;(await goOn(client, session, 'GET', '/incidents').accept('html')).assertHeader(
      'location',
      '/sign-in'
    )
    ;(await enter(client, user.email, PASSWORD)).assertHeader('location', '/')
    const event = await AuditEvent.findByOrFail('action', 'user.second_factor_reset')
    assert.equal(event.actorUserId, admin.id)
  })

  test('an account is taken back from its provider, with a link for a password', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const values = { signInSource: 'oidc', externalKey: 'a'.repeat(64) } as const
    const user = await createUser({ roles: ['agent_l1'], values })
    const release = (by: User, { personId }: User, version: number) =>
      act(client, by, ['DELETE', 'account/provider', { version }], personId)
    ;(await release(admin, user, 7)).assertStatus(409)
    const answer = await release(admin, user, 1)
    answer.assertStatus(200)
    answer.assertHeader('cache-control', 'no-store')
    const { url } = answer.body() as { url: string }
    const set = client.put(new URL(url).pathname).withCsrfToken().accept('json').redirects(0)
    ;(await set.json({ password: NEW_PASSWORD })).assertStatus(302)
    ;(await enter(client, user.email, NEW_PASSWORD)).assertHeader('location', '/')

    await user.refresh()
    assert.deepInclude(user.serialize(), { signInSource: 'local', externalKey: null, version: 2 })
    const event = await AuditEvent.findByOrFail('action', 'user.released_from_provider')
    assert.deepEqual(
      [event.actorUserId, event.subjectId, event.subjectVersion],
      [admin.id, user.id, 2]
    )
    assert.deepEqual(event.changes, [{ field: 'signInSource', before: 'oidc', after: 'local' }])
    // There is nothing to take it back from any more.
    ;(await release(admin, user, 2)).assertStatus(422)
    await admin.merge({ signInSource: 'oidc' }).save()
    ;(await release(admin, admin, 1)).assertStatus(422)
    assert.equal((await User.findOrFail(admin.id)).signInSource, 'oidc')
  })

  test('an account of a directory is taken back the same way', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const values = { signInSource: 'ldap', externalKey: 'entry' } as const
    const user = await createUser({ roles: ['agent_l1'], values })
    ;(await act(client, admin, DOORS[3]!, user.personId)).assertStatus(200)
    assert.equal((await User.findOrFail(user.id)).signInSource, 'local')
  })

  test('G-04 nobody else may, and a person without an account has none to manage', async ({
    client,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: ['agent_l1'] })
    const agent = await createUser({ roles: ['team_lead', 'auditor'] })
    const stranger = await createUser({ roles: ['end_user'] })
    const person = await createPerson()
    for (const door of DOORS) {
      ;(await act(client, agent, door, user.personId)).assertStatus(403)
      ;(await act(client, stranger, door, user.personId)).assertStatus(404)
      ;(await act(client, admin, door, person.id)).assertStatus(422)
      ;(await act(client, admin, door, 999_999)).assertStatus(404)
    }
  })

  test('who manages accounts of one organisation has no hand on other administrators', async ({
    client,
  }) => {
    const client1 = await createOrganisation({ path: '' })
    const role = await Role.create({
      code: 'local_admin',
      labelRu: 'Местный',
      labelEn: 'Local',
      isBuiltin: false,
      requiresSecondFactor: false,
    })
    await db.table('role_permissions').multiInsert([
      { role_id: role.id, permission: 'users.manage', scope: 'assigned' },
      { role_id: role.id, permission: 'directory.view', scope: 'all' },
    ])
    const local = await createUser({ roles: ['local_admin'], assignedTo: client1 })
    const inside = await createUser({
      roles: ['end_user'],
      person: await createPerson({ organisationId: client1.id }),
    })
    const boss = await createUser({
      roles: ['administrator'],
      person: await createPerson({ organisationId: client1.id }),
    })
    const outside = await createUser({ roles: ['end_user'] })
    for (const door of DOORS.slice(0, 1)) {
      ;(await act(client, local, door, inside.personId)).assertStatus(200)
      ;(await act(client, local, door, boss.personId)).assertStatus(403)
      ;(await act(client, local, door, outside.personId)).assertStatus(403)
    }
    await db.from('role_assignments').delete()
    await role.delete()
  })
})
