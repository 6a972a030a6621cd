import { applyRetention } from '#core/actions/apply_retention'
import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
import UserSession from '#directory/models/user_session'
import { enter, forgetEverything, goOn, PASSWORD } from '#tests/helpers/accounts'
import { moveTo } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import emitter from '@adonisjs/core/services/emitter'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'

test.group('Sessions', (group) => {
  group.each.teardown(forgetEverything)

  async function signedIn(client: ApiClient, user: User, agent = 'Tests', address = '203.0.113.7') {
    const answer = await enter(client, user.email, PASSWORD, address).header('user-agent', agent)
    answer.assertStatus(302)
    return answer
  }

  async function isIn(client: ApiClient, session: ApiResponse) {
    const answer = await goOn(client, session, 'GET', '/account/security').accept('html')
    return answer.status() === 200
  }

  test('the list tells device, address and times, and which one is this', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 10:00')
    await signedIn(
      client,
      user,
      'Mozilla/5.0 (iPhone; CPU) Version/19.0 Mobile Safari/604.1',
      '198.51.100.1'
    )
    moveTo('2026-03-02 10:10')
    const here = await signedIn(
      client,
      user,
      'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      '198.51.100.2'
    )
    const page = await goOn(client, here, 'GET', '/account/security').accept('html').withInertia()
    const sessions = page.inertiaProps.sessions as Record<string, unknown>[]
    assert.deepEqual(
      sessions.map(({ device, ip, isCurrent }) => [
        (device as { name: string }).name,
        ip,
        isCurrent,
      ]),
      [
        ['Firefox, Linux', '198.51.100.2', true],
        ['Safari, iOS', '198.51.100.1', false],
      ]
    )
    assert.equal(sessions[1]!.startedAt, '2026-03-02T07:00:00.000Z')
  })

  test('T8 one is ended from another place and is out with its next request', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const [there, here] = [await signedIn(client, user), await signedIn(client, user)]
    const { id } = await UserSession.query().where('userId', user.id).orderBy('id').firstOrFail()
    ;(await goOn(client, here, 'DELETE', `/account/sessions/${id}`)).assertStatus(302)
    assert.deepEqual([await isIn(client, there), await isIn(client, here)], [false, true])
    assert.isNotNull(await AuditEvent.findBy('action', 'user.sessions_ended'))
  })

  test('everywhere else means all but here', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const [one, two, here] = [
      await signedIn(client, user),
      await signedIn(client, user),
      await signedIn(client, user),
    ]
    ;(await goOn(client, here, 'DELETE', '/account/sessions')).assertStatus(302)
    assert.deepEqual(await Promise.all([one, two, here].map((each) => isIn(client, each))), [
      false,
      false,
      true,
    ])
    const event = await AuditEvent.findByOrFail('action', 'user.sessions_ended')
    assert.deepEqual(event.changes, [{ field: 'sessions', before: null, after: 2 }])
  })

  test('T3 another’s session does not exist', async ({ client, assert }) => {
    const [ann, bob] = [
      await createUser({ roles: ['agent_l1'] }),
      await createUser({ roles: ['administrator'] }),
    ]
    const hers = await signedIn(client, ann)
    const { id } = await UserSession.findByOrFail('userId', ann.id)
    const answer = await client
      .delete(`/account/sessions/${id}`)
      .loginAs(bob)
      .withCsrfToken()
      .redirects(0)
    answer.assertStatus(404)
    assert.isTrue(await isIn(client, hers))
  })

  test('after signing out a copy of the cookie opens nothing', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const session = await signedIn(client, user)
    await goOn(client, session, 'POST', '/sign-out')
    assert.isFalse(await isIn(client, session))
  })

  test('the key of one account opens no other', async ({ client, assert }) => {
    const [ann, bob] = [
      await createUser({ roles: [] }),
      await createUser({ roles: ['administrator'] }),
    ]
    const hers = (await signedIn(client, ann)).session()
    const forged = await client
      .get('/account/security')
      .withSession({ ...hers, auth_web: bob.id })
      .redirects(0)
    forged.assertHeader('location', '/sign-in')
    const keyless = await client
      .get('/account/security')
      .withSession({ auth_web: bob.id })
      .redirects(0)
    keyless.assertHeader('location', '/sign-in')
    assert.notInclude(JSON.stringify(await UserSession.all()), String(hers.session_key))
  })

  test('twelve idle hours end it, and a week of use as well', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 08:00')
    const idle = await signedIn(client, user)
    const used = await signedIn(client, user)
    for (const time of ['02 19:00', '03 06:00', '03 17:00', '04 04:00']) {
      moveTo(`2026-03-${time}`)
      assert.isTrue(await isIn(client, used), time)
    }
    assert.isFalse(await isIn(client, idle))
    await UserSession.query().update({ lastSeenAt: '2026-03-09 04:30:00' })
    moveTo('2026-03-09 08:01')
    assert.isFalse(await isIn(client, used))
  })

  test('"last seen" costs a write once in five minutes, knowing the session one query', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 10:00')
    const session = await signedIn(client, user)
    const statements: string[] = []
    const listen = ({ sql }: { sql: string }) =>
      void (sql.includes('user_sessions') && statements.push(sql.slice(0, 6)))
    emitter.on('db:query', listen)
    for (const minute of ['00', '04', '06', '09', '12']) {
      moveTo(`2026-03-02 10:${minute}`)
      await goOn(client, session, 'GET', '/search?q=x')
    }
    emitter.off('db:query', listen)
    assert.deepEqual(statements, [
      'select',
      'select',
      'select',
      'update',
      'select',
      'select',
      'update',
    ])
    const row = await db.from('user_sessions').where('user_id', user.id).firstOrFail()
    assert.equal(String(row.last_seen_at), '2026-03-02 07:12:00')
  })

  test('what nobody asks for any more is swept away, the rest stays', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 10:00')
    await signedIn(client, user)
    await enter(client, user.email, 'wrong')
    moveTo('2026-05-30 10:00')
    await signedIn(client, user)
    await enter(client, user.email, 'wrong')
    await applyRetention.handle()
    assert.lengthOf(await UserSession.all(), 2)
    moveTo('2026-06-01 10:00')
    await applyRetention.handle()
    assert.lengthOf(await UserSession.all(), 1)
    assert.lengthOf(await db.from('sign_in_brakes'), 0)
  })
})
