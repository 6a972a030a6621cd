import AuditEvent from '#core/models/audit_event'
import LdapRun from '#directory/models/ldap_run'
import LdapSource from '#directory/models/ldap_source'
import Role from '#directory/models/role'
import type User from '#directory/models/user'
import { sourceValues, createSource } from '#tests/helpers/ldap'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { freePort } from '#tests/helpers/slapd'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const PAGE = '/settings/directory-sources'

function send(
  client: ApiClient,
  user: User,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: object
) {
  return client
    .request(path, method as 'GET')
    .loginAs(user)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json(body)
}

test.group('Directory sources (OPS-05)', (tests) => {
  tests.each.setup(wrapInTransaction)

  async function form(changes: object = {}) {
    const organisationId = (await createOrganisation()).id
    return { ...sourceValues({ url: 'ldap://127.0.0.1:1', organisationId }), ...changes }
  }

  test('a source is made; its password is encrypted, never shown, never in the history', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const answer = await send(
      client,
      admin,
      'POST',
      PAGE,
      await form({ bindPassword: 'hidden-word' })
    )
    answer.assertStatus(302)
    const source = await LdapSource.query().orderBy('id', 'desc').firstOrFail()
    assert.notInclude(source.bindPassword, 'hidden-word')
    const page = await client.get(`${PAGE}/${source.id}`).loginAs(admin).withInertia()
    page.assertStatus(200)
    assert.notInclude(JSON.stringify(page.body()), 'hidden-word')
    assert.notInclude(JSON.stringify(page.body()), source.bindPassword!)
    const event = await AuditEvent.query()
      .where({ subjectType: 'ldap_source', subjectId: source.id, action: 'ldap_source.created' })
      .firstOrFail()
    assert.notInclude(JSON.stringify(event.changes), 'hidden-word')
    assert.notInclude(JSON.stringify(event.changes), source.bindPassword!)
    const list = await client.get(PAGE).loginAs(admin).withInertia()
    list.assertStatus(200)
  })

  test('without the rights: nothing to see, or nothing to change', async ({ client }) => {
    const [agent, auditor] = [
      await createUser({ roles: ['agent_l1'] }),
      await createUser({ roles: ['auditor'] }),
    ]
    const source = await createSource({ url: 'ldap://127.0.0.1:1' })
    const address = `${PAGE}/${source.id}`
    for (const path of [PAGE, address]) {
      const closed = await client.get(path).loginAs(agent).withInertia()
      closed.assertStatus(403)
      const open = await client.get(path).loginAs(auditor).withInertia()
      open.assertStatus(200)
    }
    const values = await form()
    for (const user of [agent, auditor]) {
      for (const [method, path, body] of [
        ['POST', PAGE, values],
        ['PUT', address, { ...values, version: 1 }],
        ['DELETE', address, { version: 1 }],
        ['POST', `${address}/runs`, { kind: 'test' }],
      ] as const) {
        const refused = await send(client, user, method, path, body)
        refused.assertStatus(403)
      }
    }
  })

  test('wrong input is named: filter, certificate, address, DN, references', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const cases = [
      [{ userFilter: '(&(a=b)' }, 'userFilter'],
      [{ groupFilter: 'a=b' }, 'groupFilter'],
      [{ caCertificate: 'nonsense' }, 'caCertificate'],
      [{ url: 'http://x' }, 'url'],
      [{ url: 'ldap://x/dc=a??sub' }, 'url'],
      [{ bindDn: 'EXTERNAL' }, 'bindDn'],
      [{ organisationId: 999_999 }, 'organisationId'],
      [{ mappings: [{ groupDn: '*', roleId: 999_999, organisationId: null }] }, 'mappings'],
      [{ guardPercent: 0 }, 'guardPercent'],
    ] as const
    for (const [wrong, field] of cases) {
      const answer = await send(client, admin, 'POST', PAGE, await form(wrong))
      answer.assertStatus(422)
      assert.include(JSON.stringify(answer.body().errors), field)
    }
  })

  test('a stored password goes to no other server; a stale form is refused', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const source = await createSource({ url: 'ldap://127.0.0.1:1' })
    const { bindPassword, ...kept } = await form({ name: source.name })
    const address = `${PAGE}/${source.id}`
    const moved = await send(client, admin, 'PUT', address, {
      ...{ ...kept, url: 'ldap://evil.example', version: 1 },
    })
    moved.assertStatus(422)
    assert.include(JSON.stringify(moved.body().errors), 'bindPassword')
    const same = await send(client, admin, 'PUT', address, { ...kept, version: 1 })
    same.assertStatus(302)
    const stale = await send(client, admin, 'PUT', address, { ...kept, name: 'Other', version: 1 })
    stale.assertStatus(409)
    const stored = await LdapSource.findOrFail(source.id)
    assert.equal(stored.bindPassword, source.bindPassword)
    assert.isNotEmpty(bindPassword)
  })

  test('who may not manage roles does not map groups to them', async ({ client, assert }) => {
    const role = await Role.create({
      ...{ code: 'settings_only', labelRu: 'Н', labelEn: 'S', isBuiltin: false },
    })
    for (const permission of ['settings.view', 'settings.manage']) {
      await role.related('permissions').create({ permission, scope: 'all' })
    }
    const user = await createUser({ roles: ['settings_only'] })
    const mappings = [{ groupDn: '*', roleId: role.id, organisationId: null }]
    const refused = await send(client, user, 'POST', PAGE, await form({ mappings }))
    refused.assertStatus(422)
    assert.include(JSON.stringify(refused.body().errors), 'mappings')
    const allowed = await send(client, user, 'POST', PAGE, await form())
    allowed.assertStatus(302)
  })

  test('a test of a dead server is a run with its reason; the source can be deleted', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const source = await createSource({ url: `ldap://127.0.0.1:${await freePort()}` })
    const address = `${PAGE}/${source.id}`
    const answer = await send(client, admin, 'POST', `${address}/runs`, { kind: 'test' })
    answer.assertStatus(302)
    const run = await LdapRun.findByOrFail('ldapSourceId', source.id)
    assert.deepInclude(run.serialize(), { state: 'failed', errorCode: 'unreachable', kind: 'test' })
    const page = await client.get(`${address}/runs/${run.id}`).loginAs(admin).withInertia()
    page.assertStatus(200)
    const foreign = await client.get(`${address}/runs/999999`).loginAs(admin).withInertia()
    foreign.assertStatus(404)
    const gone = await send(client, admin, 'DELETE', address, { version: 1 })
    gone.assertStatus(302)
    assert.isNull(await LdapSource.find(source.id))
  })
})
