import { checkOwnPassword } from '#directory/actions/check_own_password'
import { issuePasswordLink } from '#directory/actions/issue_password_link'
import { signIn } from '#directory/actions/sign_in'
import type LdapSource from '#directory/models/ldap_source'
import User from '#directory/models/user'
import { SYSTEM_ACTOR } from '#core/actor'
import { enrol, enter, forgetEverything } from '#tests/helpers/accounts'
import { createSource, somebody, synchronise } from '#tests/helpers/ldap'
import { emptyDatabase } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import { BASE, freePort, isSlapdMissing, openSlapd, type Slapd } from '#tests/helpers/slapd'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { Attribute, Change } from 'ldapts'

const ANNA = 'anna@example.org'
const RIGHT = 'кот в мешке 7'
const LDIF = [
  somebody({ uid: 'anna', name: 'Анна (Котова) *', mail: ANNA, password: RIGHT }),
  somebody({ uid: 'ivan', name: 'Иван', mail: 'ivan@example.org', password: 'secret of ivan' }),
].join('\n')

const caller = { ip: '203.0.113.9', userAgent: null, requestId: null }

test.group('Sign-in with the directory password (OPS-05)', (tests) => {
  tests.tap((each) => each.skip(isSlapdMissing, 'no slapd'))
  let slapd: Slapd
  let source: LdapSource
  tests.each.setup(async () => {
    await forgetEverything()
    slapd = await openSlapd({ ldif: LDIF })
    source = await createSource({ url: slapd.url })
    await synchronise(source)
    return async () => {
      await slapd.stop()
      await emptyDatabase()
    }
  })

  const down = async () => source.merge({ url: `ldap://127.0.0.1:${await freePort()}` }).save()

  test('the right password lets in, a wrong one does not', async ({ client, assert }) => {
    const wrong = await enter(client, ANNA, 'something else')
    wrong.assertStatus(422)
    const right = await enter(client, ANNA, RIGHT)
    right.assertStatus(302)
    right.assertHeader('location', '/')
    const user = await User.findByOrFail('email', ANNA)
    assert.isNotNull(user.lastSignInAt)
    const failed = await db.from('audit_events').where('action', 'user.sign_in_failed')
    assert.lengthOf(failed, 1)
  })

  test('an unknown address, a wrong password and a switched-off entry get one answer', async ({
    client,
    assert,
  }) => {
    await slapd.admin((ldap) =>
      ldap.modify(`uid=ivan,${BASE}`, [
        change('objectClass', 'marked', 'add'),
        change('nsAccountLock', 'TRUE', 'add'),
      ])
    )
    const bodies = []
    for (const [email, password] of [
      ['nobody@example.org', RIGHT],
      [ANNA, 'wrong'],
      ['ivan@example.org', 'secret of ivan'],
    ] as const) {
      const answer = await enter(client, email, password)
      answer.assertStatus(422)
      bodies.push(JSON.stringify(answer.body().errors))
    }
    assert.equal(new Set(bodies).size, 1)
  })

  test('an empty password is none: the directory would let it in as nobody', async ({
    client,
    assert,
  }) => {
    const answer = await enter(client, ANNA, '')
    answer.assertStatus(422)
    await assert.rejects(
      () => signIn.handle({ email: ANNA, password: '', caller, deviceId: null }),
      'errors.wrong_credentials'
    )
  })

  test('signs of filters and names in what is typed mean themselves', async ({ assert }) => {
    for (const password of ['*', ')(uid=*', 'x)(|(objectClass=*', '\\2a', 'a\u0000b']) {
      await assert.rejects(
        () =>
          signIn.handle({ email: ANNA, password, caller: { ...caller, ip: null }, deviceId: 'd' }),
        /errors\.(wrong_credentials|too_many_sign_ins)/
      )
    }
  })

  test('an entry that moved after the last run still signs in', async ({ client }) => {
    await slapd.admin((ldap) => ldap.modifyDN(`uid=anna,${BASE}`, `uid=котова,${BASE}`))
    const answer = await enter(client, ANNA, RIGHT)
    answer.assertHeader('location', '/')
  })

  test('with the directory down its people are told and others sign in', async ({
    client,
    assert,
  }) => {
    await createUser({ roles: ['administrator'], values: { email: 'admin@example.org' } })
    await down()
    const told = await enter(client, ANNA, RIGHT)
    told.assertStatus(422)
    const stranger = await enter(client, 'nobody@example.org', RIGHT)
    assert.deepEqual(told.body().errors, stranger.body().errors)
    assert.include(JSON.stringify(told.body()), 'does not answer')
    const admin = await enter(client, 'admin@example.org')
    admin.assertHeader('location', '/')
  })

  test('the reader being shut out does not shut out the others', async ({ client }) => {
    await source.merge({ bindDn: `cn=gone,${BASE}` }).save()
    const answer = await enter(client, ANNA, RIGHT)
    answer.assertHeader('location', '/')
  })

  test('a source that is off lets nobody in', async ({ client }) => {
    await source.merge({ isActive: false }).save()
    const answer = await enter(client, ANNA, RIGHT)
    answer.assertStatus(422)
  })

  test('brake and second factor stay in force', async ({ client, assert }) => {
    const user = await User.query().where('email', ANNA).preload('person').firstOrFail()
    await enrol(user)
    const answer = await enter(client, ANNA, RIGHT)
    answer.assertHeader('location', '/sign-in/second-factor')
    for (let tries = 0; tries < 6; tries += 1) await enter(client, ANNA, 'wrong')
    const braked = await enter(client, ANNA, RIGHT)
    braked.assertStatus(422)
    assert.include(JSON.stringify(braked.body()), 'Too many')
  })

  test('no password of such an account is kept or set here', async ({ client, assert }) => {
    const user = await User.findByOrFail('email', ANNA)
    await assert.rejects(
      () => issuePasswordLink.handle({ actor: SYSTEM_ACTOR, userId: user.id }),
      'ldap.refusals.password_elsewhere'
    )
    const answer = await client
      .put('/account/password')
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json({ currentPassword: RIGHT, password: 'lantern under seven bridges' })
    answer.assertStatus(422)
    await user.refresh()
    assert.equal(user.password, '!')
    await checkOwnPassword(user, RIGHT)
    await assert.rejects(() => checkOwnPassword(user, 'wrong'))
  })
})

function change(type: string, value: string, operation: 'add' | 'replace') {
  return new Change({ operation, modification: new Attribute({ type, values: [value] }) })
}
