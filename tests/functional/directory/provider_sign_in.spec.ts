import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import AuditEvent from '#core/models/audit_event'
import { giveProviderRoles } from '#directory/actions/give_provider_roles'
import { releaseAccount } from '#directory/actions/release_account'
import { subjectKey } from '#directory/actions/admit_subject'
import Person from '#directory/models/person'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import type SignInProvider from '#directory/models/sign_in_provider'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import User from '#directory/models/user'
import { demandSecondFactor, enrol, enter, forgetEverything, goOn } from '#tests/helpers/accounts'
import { letTimeRun } from '#tests/helpers/desk'
import { openFakeProvider, type Claims, type FakeProvider } from '#tests/helpers/identity_provider'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { CLIENT, createProvider } from '#tests/helpers/sign_in_providers'
import env from '#start/env'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import { Settings } from 'luxon'

const CALLBACK = new URL('/sign-in/callback', env.get('APP_URL')).href
const EMAIL = 'olga@example.org'

let fake: FakeProvider

/** Leaves for the provider; gives the answer and what the address there asks for. */
async function leave(client: ApiClient, provider: SignInProvider) {
  const left = await client.get(`/sign-in/with/${provider.id}`).redirects(0)
  const asked = new URL(left.header('location')!, 'http://nowhere').searchParams
  return { left, asked }
}

/** What an honest provider says to a request that asked for `nonce`. */
function honest(nonce: string | null, more: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, exp: now + 300 }
  const person = { sub: 'olga', email: EMAIL, email_verified: true, name: 'Olga Petrova' }
  return { aud: CLIENT.id, nonce, ...times, ...person, ...more }
}

function comeBack(client: ApiClient, left: ApiResponse, query: Record<string, string>) {
  return goOn(client, left, 'GET', `/sign-in/callback?${new URLSearchParams(query)}`)
}

/** The whole way with a provider that says these claims. */
async function signIn(client: ApiClient, provider: SignInProvider, more: Claims = {}) {
  const { left, asked } = await leave(client, provider)
  fake.answer(honest(asked.get('nonce'), more))
  return comeBack(client, left, { code: 'abc', state: asked.get('state')! })
}

async function reasonOfFailure() {
  const event = await AuditEvent.query()
    .where('action', 'user.provider_sign_in_failed')
    .orderBy('id', 'desc')
    .firstOrFail()
  return event.changes.find(({ field }) => field === 'reason')?.after
}

test.group('Sign-in through a provider', (group) => {
  group.each.setup(async () => {
    await forgetEverything()
    fake = await openFakeProvider()
  })
  group.each.teardown(async () => {
    letTimeRun()
    await fake.close()
    await forgetEverything()
  })

  async function expectRefused(answer: ApiResponse, reason: string, assert: Assert) {
    answer.assertStatus(302)
    assert.equal(answer.header('location'), '/sign-in')
    assert.isString(answer.flashMessage('error'))
    assert.equal(await reasonOfFailure(), reason)
    assert.isUndefined(answer.session().auth_web)
  }

  test('the sign-in page offers the active providers by name alone', async ({ client, assert }) => {
    await createUser({ roles: [] })
    const active = await createProvider({ name: 'Company account' })
    await createProvider({ isActive: false })
    const page = await client.get('/sign-in').withInertia()
    assert.deepEqual((page.inertiaProps as { providers: unknown }).providers, [
      { id: active.id, name: 'Company account' },
    ])
  })

  test('leaves with PKCE, state and nonce, and for our own address', async ({ client, assert }) => {
    await createUser({ roles: [] })
    const provider = await createProvider({ issuer: fake.issuer })
    const { left, asked } = await leave(client, provider)
    left.assertStatus(302)
    assert.isTrue(left.header('location')!.startsWith(`${fake.issuer}/authorize?`))
    assert.deepInclude(Object.fromEntries(asked), {
      ...{ response_type: 'code', client_id: CLIENT.id, redirect_uri: CALLBACK },
      ...{ scope: 'openid profile email', code_challenge_method: 'S256' },
    })
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.isAtLeast(asked.get(name)!.length, 40, name)
    }
    const again = await leave(client, provider)
    assert.notEqual(again.asked.get('state'), asked.get('state'))
  })

  test('discovery is asked for once', async ({ client, assert }) => {
    await createUser({ roles: [] })
    const provider = await createProvider({ issuer: fake.issuer })
    await leave(client, provider)
    await leave(client, provider)
    assert.equal(fake.asked('/.well-known/openid-configuration'), 1)
    await provider.merge({ version: 2 }).save()
    await leave(client, provider)
    assert.equal(fake.asked('/.well-known/openid-configuration'), 2)
  })

  test('a verified address binds the local account once, then the subject alone counts', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const answer = await signIn(client, provider)
    answer.assertStatus(302)
    assert.equal(answer.header('location'), '/')
    await user.refresh()
    assert.equal(user.signInSource, 'oidc')
    assert.equal(user.externalKey, subjectKey({ iss: fake.issuer, sub: 'olga' }))
    const page = await goOn(client, answer, 'GET', '/account/security')
    page.assertStatus(200)

    const { body, authorization } = fake.lastTokenRequest()
    assert.equal(body.get('redirect_uri'), CALLBACK)
    assert.isAtLeast(body.get('code_verifier')!.length, 43)
    const basic = Buffer.from(authorization!.replace('Basic ', ''), 'base64').toString()
    assert.deepEqual(basic.split(':').map(decodeURIComponent), [CLIENT.id, CLIENT.secret])

    const renamed = { email: 'petrova@example.org', email_verified: false }
    assert.equal((await signIn(client, provider, renamed)).header('location'), '/')
    const actions = (await AuditEvent.query().orderBy('id')).map(({ action }) => action)
    assert.deepEqual(actions, ['user.bound_to_provider', 'user.signed_in', 'user.signed_in'])
  })

  test('another subject with the same address does not get the account', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    await signIn(client, provider)
    const answer = await signIn(client, provider, { sub: 'mallory' })
    await expectRefused(answer, 'account_closed_to_providers', assert)
    assert.equal(
      (await User.findOrFail(user.id)).externalKey,
      subjectKey({ iss: fake.issuer, sub: 'olga' })
    )
  })

  test('an account is bound only where the provider is trusted with it', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer, takesOverAccounts: false })
    await expectRefused(await signIn(client, provider), 'account_closed_to_providers', assert)
    await provider.merge({ takesOverAccounts: true, version: 2 }).save()
    await user.merge({ signInSource: 'ldap' }).save()
    await expectRefused(await signIn(client, provider), 'account_closed_to_providers', assert)
  })

  test('an address that is not verified binds nothing: {$self}')
    .with([false, undefined, 'true', 1] as unknown[])
    .run(async ({ client, assert }, verified) => {
      await createUser({ roles: [], values: { email: EMAIL } })
      const provider = await createProvider({ issuer: fake.issuer })
      const answer = await signIn(client, provider, { email_verified: verified })
      await expectRefused(answer, 'email_not_verified', assert)
    })

  test('an address that only looks like another binds nothing: {$self}')
    .with(['оlga@example.org', 'olga@exаmple.org', 'ｏlga@example.org', 'ol\u200bga@example.org'])
    .run(async ({ client, assert }, email) => {
      const organisation = await createOrganisation()
      await createUser({ roles: [], values: { email: EMAIL } })
      const values = { admits: 'new', organisationId: organisation.id }
      const provider = await createProvider({ issuer: fake.issuer, ...values })
      await expectRefused(await signIn(client, provider, { email }), 'look_alike_email', assert)
    })

  test('the address is compared in small letters and to the letter', async ({ client, assert }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const accents = await signIn(client, provider, { sub: 'other', email: 'ólga@example.org' })
    await expectRefused(accents, 'unknown_person', assert)
    const capitals = await signIn(client, provider, { email: 'Olga@Example.ORG' })
    assert.equal(capitals.header('location'), '/')
    assert.equal((await User.findOrFail(user.id)).signInSource, 'oidc')
  })

  test('a person who is known gets an account, an unknown one where new people are let in', async ({
    client,
    assert,
  }) => {
    const organisation = await createOrganisation({ locale: 'ru' })
    const person = await createPerson({ organisationId: organisation.id, email: EMAIL })
    const provider = await createProvider({ issuer: fake.issuer })
    assert.equal((await signIn(client, provider)).header('location'), '/')
    const account = await User.findByOrFail('personId', person.id)
    assert.deepEqual([account.email, account.locale, account.signInSource], [EMAIL, 'ru', 'oidc'])

    const stranger = { sub: 'ivan', email: 'ivan@example.org', name: 'Ivan Ivanov' }
    await expectRefused(await signIn(client, provider, stranger), 'unknown_person', assert)
    const values = { admits: 'new', organisationId: organisation.id, version: 2 }
    await provider.merge(values).save()
    assert.equal((await signIn(client, provider, stranger)).header('location'), '/')
    const added = await Person.findByOrFail('email', 'ivan@example.org')
    assert.equal(added.organisationId, organisation.id)
    assert.equal(added.displayName, 'Ivan Ivanov')
    assert.isNotNull(await AuditEvent.findBy('action', 'user.created_by_provider'))
  })

  test('two people of one address are nobody', async ({ client, assert }) => {
    await createPerson({ email: EMAIL })
    await createPerson({ email: EMAIL })
    const provider = await createProvider({ issuer: fake.issuer })
    await createUser({ roles: [] })
    await expectRefused(await signIn(client, provider), 'several_people', assert)
  })

  test('who is switched off is not let in: {$self}')
    .with(['account', 'person'] as const)
    .run(async ({ client, assert }, what) => {
      const user = await createUser({ roles: [], values: { email: EMAIL } })
      const provider = await createProvider({ issuer: fake.issuer })
      await signIn(client, provider)
      await (what === 'account' ? user : user.person).merge({ isActive: false }).save()
      await expectRefused(await signIn(client, provider), 'inactive', assert)
    })

  test('groups give roles, and take back only what they gave', async ({ client, assert }) => {
    const user = await createUser({ roles: ['end_user'], values: { email: EMAIL } })
    const limit = await createOrganisation()
    const provider = await createProvider({ issuer: fake.issuer })
    const [agent, auditor] = await Promise.all(
      ['agent_l1', 'auditor'].map((code) => Role.findByOrFail('code', code))
    )
    const row = { signInProviderId: provider.id }
    await SignInProviderGroup.createMany([
      { ...row, groupName: 'desk', roleId: agent!.id, organisationId: limit.id },
      { ...row, groupName: 'audit', roleId: auditor!.id, organisationId: null },
    ])
    const held = async () =>
      (await RoleAssignment.query().where('userId', user.id).preload('role').orderBy('id')).map(
        ({ role, organisationId }) => [role.code, organisationId]
      )
    await signIn(client, provider, { groups: ['desk', 'audit', 'football'] })
    assert.deepEqual(await held(), [
      ['end_user', null],
      ['agent_l1', limit.id],
      ['auditor', null],
    ])
    await signIn(client, provider, { groups: ['audit'] })
    assert.deepEqual(await held(), [
      ['end_user', null],
      ['auditor', null],
    ])
    await signIn(client, provider)
    assert.deepEqual(await held(), [['end_user', null]])
    const events = await AuditEvent.query()
      .where({ subjectType: 'user', subjectId: user.id })
      .whereIn('action', ['user.role_given', 'user.role_taken'])
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action, subjectVersion }) => [action, subjectVersion]),
      [
        ['user.role_given', 3],
        ['user.role_given', 3],
        ['user.role_taken', 4],
        ['user.role_taken', 5],
      ]
    )
    assert.equal(events[0]!.actorLabel, `OpenID Connect: ${provider.name}`)
    const limitTold = { field: 'organisationId', before: null, after: limit.name }
    assert.deepInclude(events[0]!.changes, limitTold)
    assert.equal((await User.findOrFail(user.id)).version, 5)
  })

  test('the last administrator stays one though the provider’s groups say otherwise', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    for (const [groupName, code] of [
      ['root', 'administrator'],
      ['audit', 'auditor'],
    ] as const) {
      const { id: roleId } = await Role.findByOrFail('code', code)
      const row = { signInProviderId: provider.id, groupName, roleId, organisationId: null }
      await SignInProviderGroup.create(row)
    }
    const held = async () => {
      const rows = await RoleAssignment.query().where('userId', user.id).preload('role')
      return rows.map(({ role }) => role.code).sort()
    }
    await signIn(client, provider, { groups: ['root', 'audit'] })
    assert.deepEqual(await held(), ['administrator', 'auditor'])

    const answer = await signIn(client, provider, { groups: [] })
    assert.equal(answer.header('location'), '/')
    assert.deepEqual(await held(), ['administrator'])
    const kept = AuditEvent.query().where({ action: 'user.role_kept', subjectId: user.id })
    assert.lengthOf(await kept, 1)

    await createUser({ roles: ['administrator'] })
    await signIn(client, provider, { groups: [] })
    assert.deepEqual(await held(), [])
  })

  test('of two sign-ins at one moment each role comes once', async ({ client, assert }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    await signIn(client, provider)
    const { id: roleId } = await Role.findByOrFail('code', 'auditor')
    const row = { signInProviderId: provider.id, groupName: '*', roleId, organisationId: null }
    await SignInProviderGroup.create(row)
    const input = { provider, userId: user.id, groups: [], requestId: null }
    await Promise.all([giveProviderRoles(input), giveProviderRoles(input)])
    assert.lengthOf(await RoleAssignment.query().where('userId', user.id), 1)
  })

  test('a second factor is asked for unless the provider says it was', async ({
    client,
    assert,
  }) => {
    await createUser({ roles: ['administrator'], values: { email: EMAIL } })
    await demandSecondFactor('administrator')
    const provider = await createProvider({ issuer: fake.issuer, secondFactorAcr: 'gold' })
    for (const claims of [{}, { amr: ['pwd'] }, { amr: ['pwd', 'user'] }, { acr: 'silver' }]) {
      const answer = await signIn(client, provider, claims)
      assert.equal(answer.header('location'), '/sign-in/second-factor', JSON.stringify(claims))
      assert.isUndefined(answer.session().auth_web)
      const page = await goOn(client, answer, 'GET', '/sign-in/second-factor')
      assert.equal(page.header('location'), '/sign-in/enrolment')
    }
    for (const claims of [{ amr: ['mfa'] }, { amr: ['pwd', 'otp'] }, { acr: 'gold' }]) {
      const answer = await signIn(client, provider, claims)
      assert.equal(answer.header('location'), '/', JSON.stringify(claims))
      ;(await goOn(client, answer, 'GET', '/account/security')).assertStatus(200)
    }
  })

  test('a second factor of one’s own is asked for as well', async ({ client, assert }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    await enrol(user)
    const provider = await createProvider({ issuer: fake.issuer })
    const answer = await signIn(client, provider)
    assert.equal(answer.header('location'), '/sign-in/second-factor')
  })

  test('an answer counts once', async ({ client, assert }) => {
    await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const { left, asked } = await leave(client, provider)
    fake.answer(honest(asked.get('nonce')))
    const query = { code: 'abc', state: asked.get('state')! }
    const first = await comeBack(client, left, query)
    assert.equal(first.header('location'), '/')
    // The same browser as it was before, and the browser as it is now.
    await expectRefused(await comeBack(client, left, query), 'replayed', assert)
    const signedOut = await client
      .get(`/sign-in/callback?${new URLSearchParams(query)}`)
      .redirects(0)
    await expectRefused(signedOut, 'no_attempt', assert)
  })

  test('an answer that comes too late is refused', async ({ client, assert }) => {
    await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const { left, asked } = await leave(client, provider)
    const later = clock.now().plus({ minutes: 11 }).toMillis()
    Settings.now = () => later
    fake.answer(honest(asked.get('nonce')))
    const answer = await comeBack(client, left, { code: 'abc', state: asked.get('state')! })
    await expectRefused(answer, 'too_late', assert)
  })

  test('a wrong state is refused before the provider is asked', async ({ client, assert }) => {
    await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const { left, asked } = await leave(client, provider)
    fake.answer(honest(asked.get('nonce')))
    const answer = await comeBack(client, left, { code: 'abc', state: 'of-somebody-else' })
    await expectRefused(answer, 'invalid_answer', assert)
    assert.equal(fake.asked('/token'), 0)
  })

  test('a token that is not for us, not now or not from there is refused: {name}')
    .with([
      { name: 'nonce', claims: { nonce: 'another' } },
      { name: 'no nonce', claims: { nonce: undefined } },
      { name: 'audience', claims: { aud: 'another-client' } },
      { name: 'issuer', claims: { iss: 'https://elsewhere.example.org' } },
      { name: 'expired', claims: { exp: Math.floor(Date.now() / 1000) - 120 } },
      { name: 'from the future', claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } },
      { name: 'no subject', claims: { sub: undefined } },
    ])
    .run(async ({ client, assert }, { claims }) => {
      await createUser({ roles: [], values: { email: EMAIL } })
      const provider = await createProvider({ issuer: fake.issuer })
      await expectRefused(await signIn(client, provider, claims), 'invalid_answer', assert)
    })

  test('a forged signature is refused', async ({ client, assert }) => {
    await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    fake.forge(true)
    await expectRefused(await signIn(client, provider), 'invalid_answer', assert)
  })

  test('what the provider refuses is told, not shown', async ({ client, assert }) => {
    await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const cancelled = await leave(client, provider)
    const state = cancelled.asked.get('state')!
    const no = { error: 'access_denied', error_description: '<b>Ha!</b>', state }
    const answer = await comeBack(client, cancelled.left, no)
    await expectRefused(answer, 'cancelled', assert)
    assert.notInclude(String(answer.flashMessage('error')), 'Ha!')

    const used = await leave(client, provider)
    fake.answer(null)
    const code = { code: 'used', state: used.asked.get('state')! }
    await expectRefused(await comeBack(client, used.left, code), 'invalid_answer', assert)
  })

  test('a provider that is gone is told, and no page hangs', async ({ client, assert }) => {
    await createUser({ roles: [] })
    const gone = await createProvider({ issuer: 'http://127.0.0.1:9' })
    const { left } = await leave(client, gone)
    assert.equal(left.header('location'), '/sign-in')
    assert.match(String(left.flashMessage('error')), /does not answer/)
  })

  test('no address leads away: {$self}')
    .with([
      '/sign-in/with/999999',
      '/sign-in/with/1?returnTo=https://evil.example.org',
      '/sign-in/callback?state=x&code=y&redirect_uri=https://evil.example.org',
      '/sign-in/callback?error=x&error_uri=https://evil.example.org',
    ])
    .run(async ({ client, assert }, address) => {
      await createUser({ roles: [] })
      const answer = await client
        .get(address)
        .header('referer', 'https://evil.example.org')
        .redirects(0)
      assert.equal(answer.header('location'), '/sign-in')
    })

  test('an account is taken back from a provider that is gone', async ({ client, assert }) => {
    const user = await createUser({ roles: [], values: { email: EMAIL } })
    const provider = await createProvider({ issuer: fake.issuer })
    const answer = await signIn(client, provider)
    const withPassword = () => enter(client, EMAIL)
    assert.equal((await withPassword()).status(), 422)

    const release = () => releaseAccount.handle({ actor: SYSTEM_ACTOR, userId: user.id })
    assert.match((await release()).url, /\/password\//)
    await assert.rejects(release, 'roles.refusals.not_bound')
    const page = await goOn(client, answer, 'GET', '/account/security')
    page.assertStatus(401)
    assert.equal((await withPassword()).header('location'), '/')
    assert.isNull((await User.findOrFail(user.id)).externalKey)
  })

  test('who is signed in goes home', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const provider = await createProvider({ issuer: fake.issuer })
    for (const address of [`/sign-in/with/${provider.id}`, '/sign-in/callback?code=x&state=y']) {
      const answer = await client.get(address).loginAs(user).redirects(0)
      assert.equal(answer.header('location'), '/')
    }
  })
})
