import AuditEvent from '#core/models/audit_event'
import Role from '#directory/models/role'
import SignInProvider from '#directory/models/sign_in_provider'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import type User from '#directory/models/user'
import { wrapInTransaction } from '#tests/helpers/database'
import { openFakeProvider } from '#tests/helpers/identity_provider'
import { createUser } from '#tests/helpers/people'
import { createProvider } from '#tests/helpers/sign_in_providers'
import encryption from '@adonisjs/core/services/encryption'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const PAGE = '/settings/sign-in-providers'
const SECRET = 'a-very-secret-secret-of-the-client'

function form(more: object = {}) {
  return {
    ...{
      name: 'Company',
      issuer: 'https://id.example.org',
      clientId: 'opora',
      clientSecret: SECRET,
    },
    ...{ scopes: 'openid profile email', emailClaim: 'email', nameClaim: 'name' },
    ...{ groupsClaim: null, secondFactorAcr: null, admits: 'known', takesOverAccounts: false },
    ...{ organisationId: null, isActive: true, groups: [] },
    ...more,
  }
}

function send(client: ApiClient, user: User, body: object, id?: number) {
  const request = id === undefined ? client.post(PAGE) : client.put(`${PAGE}/${id}`)
  return request.loginAs(user).withCsrfToken().accept('json').redirects(0).json(body)
}

test.group('Sign-in providers', (group) => {
  group.each.setup(wrapInTransaction)

  test('an administrator adds one; the secret is encrypted and never shown', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    ;(await send(client, admin, form())).assertStatus(302)
    const provider = await SignInProvider.findByOrFail('name', 'Company')
    assert.notInclude(provider.clientSecret!, SECRET)
    assert.equal(encryption.decrypt(provider.clientSecret!), SECRET)

    const page = await client.get(PAGE).loginAs(admin).withInertia()
    assert.notInclude(page.text(), SECRET)
    assert.notInclude(page.text(), provider.clientSecret!)
    const props = page.inertiaProps as { providers: Record<string, unknown>[]; redirectUri: string }
    assert.isTrue(props.providers[0]!.hasSecret)
    assert.match(props.redirectUri, /\/sign-in\/callback$/)

    const event = await AuditEvent.findByOrFail('action', 'sign_in_provider.created')
    assert.notInclude(JSON.stringify(event.changes), SECRET)
    assert.notInclude(JSON.stringify(event.changes), provider.clientSecret!)
    assert.isDefined(event.changes.find(({ field }) => field === 'clientSecret'))
  })

  test('a change without a word of the secret keeps it, null takes it away', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const provider = await createProvider({ name: 'Company' })
    const kept = provider.clientSecret
    const { clientSecret, ...rest } = form({ version: 1, clientId: 'opora-2' })
    ;(await send(client, admin, rest, provider.id)).assertStatus(302)
    await provider.refresh()
    assert.deepEqual(
      [provider.clientId, provider.clientSecret, provider.version],
      ['opora-2', kept, 2]
    )
    assert.equal(clientSecret, SECRET)
    ;(
      await send(client, admin, { ...rest, version: 2, clientSecret: null }, provider.id)
    ).assertStatus(302)
    await provider.refresh()
    assert.isNull(provider.clientSecret)
  })

  test('G-15 a change of what another saw is refused with 409', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const provider = await createProvider({ name: 'Company' })
    await send(client, admin, form({ version: 1, clientId: 'first' }), provider.id)
    const stale = await send(client, admin, form({ version: 1, clientId: 'second' }), provider.id)
    stale.assertStatus(409)
    await provider.refresh()
    assert.equal(provider.clientId, 'first')
  })

  test('groups give roles only by the hand of who manages roles', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const settings = await Role.create({
      ...{ code: 'settings_only', labelRu: 'Настройки', labelEn: 'Settings', isBuiltin: false },
    })
    for (const permission of ['settings.view', 'settings.manage']) {
      await settings.related('permissions').create({ permission, scope: 'all' } as never)
    }
    const limited = await createUser({ roles: ['settings_only'] })
    const { id: roleId } = await Role.findByOrFail('code', 'administrator')
    const groups = [{ groupName: 'everybody', roleId, organisationId: null }]

    const refused = await send(client, limited, form({ groups }))
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'groups')
    ;(await send(client, limited, form())).assertStatus(302)
    const provider = await SignInProvider.findByOrFail('name', 'Company')
    ;(await send(client, admin, form({ groups, version: 1 }), provider.id)).assertStatus(302)
    assert.lengthOf(await SignInProviderGroup.query().where('signInProviderId', provider.id), 1)
    // What stands there already may stay when others change the rest.
    const rest = form({ groups, version: 2, clientId: 'opora-2' })
    ;(await send(client, limited, rest, provider.id)).assertStatus(302)
  })

  test('what is wrong is told on its field: {field}')
    .with([
      { field: 'issuer', values: { issuer: 'http://id.example.org' } },
      { field: 'issuer', values: { issuer: 'javascript:alert(1)' } },
      { field: 'issuer', values: { issuer: 'https://admin:pw@id.example.org' } },
      { field: 'scopes', values: { scopes: 'profile email' } },
      { field: 'organisationId', values: { admits: 'new' } },
      { field: 'organisationId', values: { organisationId: 999_999 } },
      {
        field: 'groups',
        values: { groups: [{ groupName: 'x', roleId: 999_999, organisationId: null }] },
      },
      { field: 'name', values: { name: 'TAKEN' } },
      { field: 'admits', values: { admits: 'everybody' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const admin = await createUser({ roles: ['administrator'] })
      await createProvider({ name: 'Taken' })
      const response = await send(client, admin, form(values))
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
      assert.lengthOf(await SignInProvider.all(), 1)
    })

  test('plain http is for this very machine alone', async ({ client }) => {
    const admin = await createUser({ roles: ['administrator'] })
    ;(await send(client, admin, form({ issuer: 'http://127.0.0.1:9000' }))).assertStatus(302)
  })

  test('an issuer is asked before it is saved', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const fake = await openFakeProvider()
    const ask = (issuer: string) =>
      client.post(`${PAGE}/check`).loginAs(admin).withCsrfToken().accept('json').json({ issuer })
    try {
      const answer = await ask(fake.issuer)
      answer.assertStatus(200)
      assert.deepInclude(answer.body(), {
        authorizationEndpoint: `${fake.issuer}/authorize`,
        hasPkce: true,
      })
      for (const issuer of [`${fake.issuer}/elsewhere`, 'http://127.0.0.1:9', 'http://192.0.2.1']) {
        const refused = await ask(issuer)
        refused.assertStatus(422)
        assert.equal(refused.body().errors[0].field, 'issuer')
      }
    } finally {
      await fake.close()
    }
  })

  test('who only looks sees the page and changes nothing', async ({ client, assert }) => {
    const auditor = await createUser({ roles: ['auditor'] })
    const provider = await createProvider()
    const page = await client.get(PAGE).loginAs(auditor).withInertia()
    page.assertStatus(200)
    assert.isFalse((page.inertiaProps as { can: { manage: boolean } }).can.manage)
    ;(await send(client, auditor, form())).assertStatus(403)
    ;(await send(client, auditor, form({ version: 1 }), provider.id)).assertStatus(403)
    const agent = await createUser({ roles: ['agent_l1'] })
    ;(await client.get(PAGE).loginAs(agent)).assertStatus(403)
  })

  test('T2 a provider that is not there is a 404', async ({ client }) => {
    const admin = await createUser({ roles: ['administrator'] })
    ;(await send(client, admin, form({ version: 1 }), 999_999)).assertStatus(404)
  })
})
