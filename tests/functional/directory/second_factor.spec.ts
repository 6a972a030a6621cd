import AuditEvent from '#core/models/audit_event'
import UserSecondFactor from '#directory/models/user_second_factor'
import { secretOf } from '#directory/queries/second_factor'
import {
  codeOf,
  demandSecondFactor,
  enrol,
  enter,
  forgetEverything,
  goOn,
  recoveryCodesIn,
  PASSWORD,
} from '#tests/helpers/accounts'
import { moveTo } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'

const STEP = '/sign-in/second-factor'

test.group('The second factor', (group) => {
  group.each.teardown(forgetEverything)

  const giveCode = (client: ApiClient, before: ApiResponse, code: string) =>
    goOn(client, before, 'POST', STEP).json({ code })

  const home = (client: ApiClient, before: ApiResponse) =>
    goOn(client, before, 'GET', '/incidents').accept('html')

  test('is turned on by its owner: picture, confirming code, ten codes shown once', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const elsewhere = await enter(client, user.email)
    const page = await client.get('/account/second-factor').loginAs(user).withInertia()
    const { picture, secret } = page.inertiaProps as { picture: string; secret: string }
    assert.match(Buffer.from(picture.split(',')[1]!, 'base64').toString(), /^<svg /)
    const again = await client.get('/account/second-factor').loginAs(user).withInertia()
    assert.equal(again.inertiaProps.secret, secret)

    const plain = secret.replaceAll(' ', '')
    const send = (code: string) =>
      client
        .post('/account/second-factor')
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ code })
    ;(await send('000000')).assertStatus(422)
    const confirmed = await send(codeOf(plain))
    confirmed.assertHeader('location', '/account/recovery-codes')
    const codes = recoveryCodesIn(confirmed)
    assert.lengthOf(codes, 10)

    const shown = await goOn(client, confirmed, 'GET', '/account/recovery-codes')
      .accept('html')
      .withInertia()
    assert.deepEqual(shown.inertiaProps.codes, codes)
    const reloaded = await goOn(client, shown, 'GET', '/account/recovery-codes').accept('html')
    reloaded.assertHeader('location', '/account/security')

    const stored = JSON.stringify([
      await db.from('user_second_factors'),
      await db.from('user_recovery_codes'),
    ])
    for (const hidden of [plain, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) {
      assert.notInclude(stored, hidden)
    }
    assert.isNotNull(await AuditEvent.findBy('action', 'user.second_factor_enabled'))
    ;(await home(client, elsewhere)).assertHeader('location', '/sign-in')
  })

  test('the password alone then opens nothing', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 09:00')
    const { secret } = await enrol(user)
    const half = await enter(client, user.email)
    half.assertHeader('location', STEP)
    ;(await home(client, half)).assertHeader('location', STEP)
    assert.isNull(await AuditEvent.findBy('action', 'user.signed_in'))

    moveTo('2026-03-02 10:00')
    const inside = await giveCode(client, await enter(client, user.email), codeOf(secret))
    inside.assertHeader('location', '/')
    ;(await home(client, inside)).assertStatus(200)
    assert.isNotNull(await AuditEvent.findBy('action', 'user.signed_in'))
  })

  test('a used code is refused, and so is an older one', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 09:00')
    const { secret } = await enrol(user)
    ;(await giveCode(client, await enter(client, user.email), codeOf(secret))).assertStatus(422)

    moveTo('2026-03-02 10:00')
    const code = codeOf(secret)
    ;(await giveCode(client, await enter(client, user.email), code)).assertStatus(302)
    ;(await giveCode(client, await enter(client, user.email), code)).assertStatus(422)
    ;(await giveCode(client, await enter(client, user.email), codeOf(secret, -30))).assertStatus(
      422
    )
    ;(await giveCode(client, await enter(client, user.email), codeOf(secret, 30))).assertStatus(302)
  })

  test('of two uses of one code at the same moment one wins', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 09:00')
    const { secret } = await enrol(user)
    moveTo('2026-03-02 10:00')
    const [one, two] = [await enter(client, user.email), await enter(client, user.email)]
    const answers = await Promise.all(
      [one, two].map((half) => giveCode(client, half, codeOf(secret)))
    )
    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [302, 422]
    )
  })

  test('a recovery code opens once, however it is typed', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const { recoveryCodes } = await enrol(user)
    const typed = recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ')
    ;(await giveCode(client, await enter(client, user.email), typed)).assertStatus(302)
    ;(await giveCode(client, await enter(client, user.email), typed)).assertStatus(422)
    assert.isNotNull(await AuditEvent.findBy('action', 'user.recovery_code_used'))
    const other = await createUser({ roles: ['agent_l1'] })
    await enrol(other)
    ;(await giveCode(client, await enter(client, other.email), recoveryCodes[4]!)).assertStatus(422)
  })

  test('guessing codes is braked for the account, in whatever browser', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 09:00')
    const { secret } = await enrol(user)
    moveTo('2026-03-02 10:00')
    for (let tries = 0; tries < 5; tries += 1) {
      ;(await giveCode(client, await enter(client, user.email), `00000${tries}`)).assertStatus(422)
    }
    const braked = await giveCode(client, await enter(client, user.email), codeOf(secret))
    assert.match(braked.body().errors[0].message, /Too many wrong tries/)
    assert.lengthOf(await AuditEvent.query().where('action', 'user.second_factor_failed'), 5)
  })

  test('the second step waits ten minutes and no longer', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 09:00')
    const { secret } = await enrol(user)
    moveTo('2026-03-02 10:00')
    const half = await enter(client, user.email)
    moveTo('2026-03-02 10:11')
    ;(await giveCode(client, half, codeOf(secret))).assertHeader('location', '/sign-in')
    ;(await goOn(client, half, 'DELETE', STEP)).assertHeader('location', '/sign-in')
  })

  test('a role that demands it leads to setting it up, and to nothing else before', async ({
    client,
    assert,
  }) => {
    await demandSecondFactor('administrator')
    const user = await createUser({ roles: ['administrator'] })
    const half = await enter(client, user.email)
    half.assertHeader('location', STEP)
    for (const address of ['/', '/people', '/account/security', '/account/second-factor']) {
      ;(await goOn(client, half, 'GET', address).accept('html')).assertHeader('location', STEP)
    }
    ;(await goOn(client, half, 'GET', STEP).accept('html')).assertHeader(
      'location',
      '/sign-in/enrolment'
    )

    const page = await goOn(client, half, 'GET', '/sign-in/enrolment').accept('html').withInertia()
    const secret = String(page.inertiaProps.secret).replaceAll(' ', '')
    const confirm = (code: string) =>
      goOn(client, half, 'POST', '/sign-in/enrolment').json({ code })
    ;(await confirm('123456')).assertStatus(422)
    const inside = await confirm(codeOf(secret))
    inside.assertHeader('location', '/account/recovery-codes')
    assert.lengthOf(recoveryCodesIn(inside), 10)
    ;(await goOn(client, inside, 'GET', '/people').accept('html')).assertStatus(200)
    ;(await confirm(codeOf(secret, 30))).assertStatus(422)
  })

  test('T8 a role that begins to demand it reaches those who are signed in', async ({ client }) => {
    const user = await createUser({ roles: ['administrator'] })
    const session = await enter(client, user.email)
    ;(await goOn(client, session, 'GET', '/people').accept('html')).assertStatus(200)
    await demandSecondFactor('administrator')
    const sent = await goOn(client, session, 'GET', '/people').accept('html')
    sent.assertHeader('location', STEP)
    ;(await goOn(client, sent, 'GET', STEP).accept('html')).assertHeader(
      'location',
      '/sign-in/enrolment'
    )
    await demandSecondFactor('administrator', false)
    ;(await goOn(client, session, 'GET', '/people').accept('html')).assertHeader(
      'location',
      '/sign-in'
    )
  })

  test('is turned off with the password, but not while a role demands it', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['administrator'] })
    await enrol(user)
    const off = (currentPassword: string) =>
      client
        .delete('/account/second-factor')
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ currentPassword })
    ;(await off('wrong')).assertStatus(422)
    await demandSecondFactor('administrator')
    ;(await off(PASSWORD)).assertStatus(422)
    await demandSecondFactor('administrator', false)
    ;(await off(PASSWORD)).assertStatus(302)
    assert.isNull(await UserSecondFactor.findBy('userId', user.id))
    ;(await enter(client, user.email)).assertHeader('location', '/')
  })

  test('new recovery codes need the password and make the old ones worthless', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const { recoveryCodes } = await enrol(user)
    const renew = (currentPassword: string) =>
      client
        .post('/account/recovery-codes')
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ currentPassword })
    ;(await renew('wrong')).assertStatus(422)
    const fresh = recoveryCodesIn(await renew(PASSWORD))
    assert.lengthOf(fresh, 10)
    ;(await giveCode(client, await enter(client, user.email), recoveryCodes[0]!)).assertStatus(422)
    ;(await giveCode(client, await enter(client, user.email), fresh[0]!)).assertStatus(302)
  })

  test('whose password only a provider knows confirms with a code', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'], values: { signInSource: 'oidc' } })
    moveTo('2026-03-02 09:00')
    const { secret, recoveryCodes } = await enrol(user)
    const send = (method: 'POST' | 'DELETE', address: string, body: object) =>
      client
        .request(address, method as 'POST')
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json(body)
    const page = await client.get('/account/security').loginAs(user).withInertia()
    assert.equal(page.inertiaProps.signInSource, 'oidc')

    moveTo('2026-03-02 10:00')
    const renew = (body: object) => send('POST', '/account/recovery-codes', body)
    for (const body of [{}, { currentPassword: PASSWORD }, { code: '000000' }]) {
      const refused = await renew(body)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].field, 'code')
    }
    const fresh = recoveryCodesIn(await renew({ code: codeOf(secret) }))
    assert.lengthOf(fresh, 10)

    const off = (body: object) => send('DELETE', '/account/second-factor', body)
    ;(await off({ currentPassword: PASSWORD })).assertStatus(422)
    ;(await off({ code: recoveryCodes[0] })).assertStatus(422)
    ;(await off({ code: fresh[0] })).assertStatus(302)
    assert.isNull(await UserSecondFactor.findBy('userId', user.id))
  })

  test('a code does not stand for a password that is kept here', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 09:00')
    const { secret } = await enrol(user)
    moveTo('2026-03-02 10:00')
    const answer = await client
      .delete('/account/second-factor')
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json({ code: codeOf(secret) })
    answer.assertStatus(422)
  })

  test('the secret cannot be begun anew while it is on', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const { secret } = await enrol(user)
    ;(await client.get('/account/second-factor').loginAs(user).redirects(0)).assertHeader(
      'location',
      '/account/security'
    )
    assert.equal(secretOf(await UserSecondFactor.findByOrFail('userId', user.id)), secret)
  })
})
