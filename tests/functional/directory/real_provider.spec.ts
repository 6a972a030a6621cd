import env from '#start/env'
import User from '#directory/models/user'
import RoleAssignment from '#directory/models/role_assignment'
import Role from '#directory/models/role'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import { forgetEverything, goOn } from '#tests/helpers/accounts'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { openRealProvider } from '#tests/helpers/real_provider'
import { createProvider } from '#tests/helpers/sign_in_providers'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const CALLBACK = new URL('/sign-in/callback', env.get('APP_URL')).href
const PEOPLE = {
  olga: { email: 'olga@example.org', email_verified: true, name: 'Olga Petrova', groups: ['desk'] },
  ivan: { email: 'ivan@example.org', email_verified: true, name: 'Ivan Ivanov', groups: [] },
  mallory: { email: 'olga@example.org', email_verified: false, name: 'Mallory', groups: ['desk'] },
}

test.group('Sign-in through a real provider', (group) => {
  group.each.setup(forgetEverything)
  group.each.teardown(forgetEverything)

  test('OPS-05 the whole dance: out, signed in there, agreed, back, in', async ({
    client,
    assert,
  }) => {
    const real = await openRealProvider(CALLBACK, PEOPLE)
    const organisation = await createOrganisation()
    const olga = await createUser({ roles: [], values: { email: 'olga@example.org' } })
    const values = { issuer: real.issuer, admits: 'new', organisationId: organisation.id }
    const provider = await createProvider(values)
    const { id: roleId } = await Role.findByOrFail('code', 'agent_l1')
    const row = { signInProviderId: provider.id, roleId, organisationId: null }
    await SignInProviderGroup.create({ ...row, groupName: 'desk' })

    async function signIn(api: ApiClient, login: string) {
      const left = await api.get(`/sign-in/with/${provider.id}`).redirects(0)
      const back = new URL(await real.passThrough(left.header('location')!, login))
      return { left, back, answer: await goOn(api, left, 'GET', back.pathname + back.search) }
    }

    try {
      const first = await signIn(client, 'olga')
      assert.equal(first.answer.header('location'), '/')
      ;(await goOn(client, first.answer, 'GET', '/incidents')).assertStatus(200)
      await olga.refresh()
      assert.equal(olga.signInSource, 'oidc')
      assert.lengthOf(await RoleAssignment.query().where('userId', olga.id), 1)

      const { pathname, search } = first.back
      const replayed = await goOn(client, first.left, 'GET', pathname + search)
      assert.equal(replayed.header('location'), '/sign-in')

      assert.equal((await signIn(client, 'ivan')).answer.header('location'), '/')
      assert.equal((await User.findByOrFail('email', 'ivan@example.org')).signInSource, 'oidc')

      const refused = await signIn(client, 'mallory')
      assert.equal(refused.answer.header('location'), '/sign-in')
      assert.isUndefined(refused.answer.session().auth_web)
    } finally {
      await real.close()
    }
  }).timeout(20_000)
})
