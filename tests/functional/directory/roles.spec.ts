import { BUILTIN_ROLES } from '#config/roles'
import AuditEvent from '#core/models/audit_event'
import { updateRole } from '#directory/actions/update_role'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import type User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import { findRole } from '#directory/queries/list_roles'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { actorOf } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Method = 'POST' | 'PUT' | 'DELETE'

function send(client: ApiClient, by: User, method: Method, address: string, body: object = {}) {
  return client
    .request(address, method as 'POST')
    .loginAs(by)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json(body)
}

/** What the role page sends when nothing was changed. */
async function formOf(code: string) {
  const { labelRu, labelEn, isClient, requiresSecondFactor, version, grants } = await findRole(code)
  return { labelRu, labelEn, isClient, requiresSecondFactor, version, grants }
}

async function put(client: ApiClient, by: User, code: string, changes: object) {
  return send(client, by, 'PUT', `/roles/${code}`, { ...(await formOf(code)), ...changes })
}

test.group('Roles', (group) => {
  group.each.setup(wrapInTransaction)

  test('the list counts permissions and holders, each account once', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const organisation = await createOrganisation()
    const twice = await createUser({ roles: ['agent_l1', 'agent_l1'], assignedTo: organisation })
    await createUser({ roles: ['agent_l1'] })
    const page = await client.get('/roles').loginAs(admin).withInertia()
    const { roles, duties, canManage } = page.inertiaProps
    assert.lengthOf(roles, Object.keys(BUILTIN_ROLES).length)
    const agent = roles.find(({ code }: { code: string }) => code === 'agent_l1')
    assert.equal(agent.holderCount, 2)
    assert.equal(agent.permissionCount, Object.keys(BUILTIN_ROLES.agent_l1!.grants).length)
    assert.include(duties, 'own_roles')
    assert.isTrue(canManage)
    assert.exists(twice)
  })

  test('G-04 an auditor reads roles and changes none, an agent does not even read them', async ({
    client,
  }) => {
    const auditor = await createUser({ roles: ['auditor'] })
    const agent = await createUser({ roles: ['team_lead'] })
    ;(await client.get('/roles').loginAs(auditor)).assertStatus(200)
    ;(await client.get('/roles/agent_l1').loginAs(auditor)).assertStatus(200)
    ;(await client.get('/roles').loginAs(agent)).assertStatus(403)
    ;(await client.get('/roles/agent_l1').loginAs(agent)).assertStatus(403)
    const form = await formOf('agent_l1')
    for (const by of [auditor, agent]) {
      ;(await send(client, by, 'PUT', '/roles/agent_l1', form)).assertStatus(403)
      ;(await send(client, by, 'POST', '/roles', { code: 'x' })).assertStatus(403)
      ;(await send(client, by, 'DELETE', '/roles/agent_l1', form)).assertStatus(403)
      ;(await send(client, by, 'DELETE', '/roles/agent_l1/customisation', form)).assertStatus(403)
    }
  })

  test('G-02 a change is in force with the next request and in the history, one line per permission', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const agent = await createUser({ roles: ['agent_l1'] })
    const { grants } = await formOf('agent_l1')
    const next = { ...grants, 'cis.edit': 'assigned', 'time.log': null, 'cis.view': 'all' }
    ;(await put(client, admin, 'agent_l1', { grants: next, labelEn: 'Front desk' })).assertStatus(
      302
    )

    const principal = (await loadPrincipal(agent.id))!
    assert.isTrue(principal.can('cis.edit'))
    assert.isFalse(principal.can('time.log'))
    const role = await findRole('agent_l1')
    assert.deepInclude(role.serialize(), { labelEn: 'Front desk', isCustomised: true, version: 2 })
    const event = await AuditEvent.findByOrFail('action', 'role.changed')
    assert.deepEqual([event.subjectType, event.subjectId], ['role', role.id])
    assert.sameDeepMembers(event.changes, [
      { field: 'labelEn', before: BUILTIN_ROLES.agent_l1!.labelEn, after: 'Front desk' },
      { field: 'cis.edit', before: null, after: 'assigned' },
      { field: 'cis.view', before: 'assigned', after: 'all' },
      { field: 'time.log', before: 'assigned', after: null },
    ])
  })

  test('a save without a change leaves no trace; one back to the shipped state ends the edit', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    ;(await put(client, admin, 'agent_l1', {})).assertStatus(302)
    assert.isNull(await AuditEvent.findBy('subjectType', 'role'))
    const { labelRu } = BUILTIN_ROLES.agent_l1!
    ;(await put(client, admin, 'agent_l1', { labelRu: 'Первая линия' })).assertStatus(302)
    assert.isTrue((await findRole('agent_l1')).isCustomised)
    ;(await put(client, admin, 'agent_l1', { labelRu })).assertStatus(302)
    assert.isFalse((await findRole('agent_l1')).isCustomised)
    // Whether a second factor is demanded is a matter of the place, not an edit of the role.
    ;(await put(client, admin, 'agent_l1', { requiresSecondFactor: true })).assertStatus(302)
    const role = await findRole('agent_l1')
    assert.deepEqual([role.isCustomised, role.requiresSecondFactor], [false, true])
  })

  test('G-15 a stale edit, reset or deletion is a 409 that tells what changed', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const form = await formOf('agent_l1')
    ;(await put(client, admin, 'agent_l1', { labelEn: 'One' })).assertStatus(302)
    const stale = await send(client, admin, 'PUT', '/roles/agent_l1', { ...form, labelEn: 'Two' })
    stale.assertStatus(409)
    assert.deepInclude(stale.body().changes[0].fields[0], { field: 'labelEn', after: 'One' })
    ;(await send(client, admin, 'DELETE', '/roles/agent_l1/customisation', form)).assertStatus(409)
    assert.equal((await findRole('agent_l1')).labelEn, 'One')
  })

  test('a new role is empty or a copy, and goes when nobody holds it', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const values = { code: 'night_shift', labelRu: 'Ночная смена', labelEn: 'Night shift' }
    const made = await send(client, admin, 'POST', '/roles', { ...values, copyOf: 'agent_l1' })
    made.assertHeader('location', '/roles/night_shift')
    const role = await findRole('night_shift')
    assert.deepEqual(role.grants, BUILTIN_ROLES.agent_l1!.grants)
    assert.isFalse(role.isBuiltin)
    const again = await send(client, admin, 'POST', '/roles', { ...values, copyOf: null })
    again.assertStatus(422)
    assert.equal(again.body().errors[0].field, 'code')

    const holder = await createUser({ roles: ['night_shift'] })
    const { version } = role
    const held = await send(client, admin, 'DELETE', '/roles/night_shift', { version })
    held.assertStatus(422)
    await RoleAssignment.query().where('userId', holder.id).delete()
    ;(await send(client, admin, 'DELETE', '/roles/night_shift', { version })).assertHeader(
      'location',
      '/roles'
    )
    assert.isNull(await Role.findBy('code', 'night_shift'))
    assert.lengthOf(await db.from('role_permissions').where('role_id', role.id), 0)
    const gone = await AuditEvent.findByOrFail('action', 'role.deleted')
    assert.deepInclude(gone.changes, { field: 'tickets.work', before: 'assigned', after: null })
    ;(await client.get('/roles/night_shift').loginAs(admin)).assertStatus(404)
  })

  test('a built-in role cannot be deleted and can be put back', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    ;(
      await put(client, admin, 'agent_l2', { grants: {}, isClient: true, labelEn: 'Nobody' })
    ).assertStatus(302)
    const { version } = await findRole('agent_l2')
    ;(await send(client, admin, 'DELETE', '/roles/agent_l2', { version })).assertStatus(422)
    ;(
      await send(client, admin, 'DELETE', '/roles/agent_l2/customisation', { version })
    ).assertStatus(302)
    const role = await findRole('agent_l2')
    assert.deepEqual(role.grants, BUILTIN_ROLES.agent_l2!.grants)
    assert.deepEqual(
      [role.labelEn, role.isClient, role.isCustomised],
      [BUILTIN_ROLES.agent_l2!.labelEn, false, false]
    )
    assert.exists(await AuditEvent.findBy('action', 'role.reset'))
    await send(client, admin, 'POST', '/roles', {
      ...{ code: 'mine', labelRu: 'Моя', labelEn: 'Mine', copyOf: null },
    })
    ;(
      await send(client, admin, 'DELETE', '/roles/mine/customisation', { version: 1 })
    ).assertStatus(422)
  })

  test('wrong input is refused by its field, foreign fields are not taken', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const wrong: [string, object][] = [
      ['grants.roles.manage', { grants: { 'roles.manage': 'own' } }],
      ['grants.tickets.view', { grants: { 'tickets.view': 'everything' } }],
      ['labelRu', { labelRu: ' ' }],
      ['isClient', { isClient: 'perhaps' }],
    ]
    for (const [field, changes] of wrong) {
      const answer = await put(client, admin, 'agent_l1', changes)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
    for (const code of ['Ночь', '1st', 'a b', 'x'.repeat(41), '../etc']) {
      const values = { code, labelRu: 'Я', labelEn: 'I', copyOf: null }
      const answer = await send(client, admin, 'POST', '/roles', values)
      assert.equal(answer.body().errors[0].field, 'code', code)
    }
    const greedy = { isBuiltin: true, isCustomised: true, id: 1, version: 99, createdAt: null }
    const values = { code: 'greedy', labelRu: 'Я', labelEn: 'I', copyOf: null }
    ;(await send(client, admin, 'POST', '/roles', { ...values, ...greedy })).assertStatus(302)
    const role = await findRole('greedy')
    assert.deepEqual([role.isBuiltin, role.isCustomised, role.version], [false, false, 1])
    ;(
      await put(client, admin, 'greedy', {
        ...{ code: 'administrator', isBuiltin: true, grants: { 'teleport.use': 'all' } },
      })
    ).assertStatus(302)
    assert.deepEqual((await findRole('greedy')).grants, {})
    const missing = await send(client, admin, 'POST', '/roles', {
      ...{ ...values, code: 'orphan', copyOf: 'no_such_role' },
    })
    assert.equal(missing.body().errors[0].field, 'copyOf')
  })

  test('nobody widens a role they hold; narrowing it or another administrator may', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    await createUser({ roles: ['administrator'] })
    const { grants } = await formOf('administrator')
    const wider = { grants: { ...grants, 'tickets.work': 'all' } }
    ;(await put(client, admin, 'administrator', wider)).assertStatus(422)
    assert.isUndefined((await findRole('administrator')).grants['tickets.work'])
    const narrower = { grants: { ...grants, 'contracts.view_prices': null } }
    ;(await put(client, admin, 'administrator', narrower)).assertStatus(302)

    await send(client, admin, 'POST', '/roles', {
      ...{ code: 'role_keeper', labelRu: 'Хранитель', labelEn: 'Keeper', copyOf: 'auditor' },
    })
    const keeperGrants = { 'roles.view': 'all', 'roles.manage': 'all' }
    ;(await put(client, admin, 'role_keeper', { grants: keeperGrants })).assertStatus(302)
    const keeper = await createUser({ roles: ['role_keeper'] })
    ;(await put(client, keeper, 'administrator', wider)).assertStatus(302)
    ;(
      await put(client, keeper, 'role_keeper', {
        grants: { ...keeperGrants, 'users.manage': 'all' },
      })
    ).assertStatus(422)
  })

  test('the last administrator keeps the rights to accounts and roles', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const { grants } = await formOf('administrator')
    for (const permission of ['users.manage', 'roles.manage']) {
      const less = { grants: { ...grants, [permission]: null } }
      const answer = await put(client, admin, 'administrator', less)
      answer.assertStatus(422)
    }
    // An account that cannot sign in, or one limited to a client, is no other administrator.
    await createUser({ roles: ['administrator'], values: { isActive: false } })
    const sleeper = await createPerson({ isActive: false })
    await createUser({ roles: ['administrator'], person: sleeper })
    const less = { grants: { ...grants, 'roles.manage': null } }
    ;(await put(client, admin, 'administrator', less)).assertStatus(422)
    assert.equal((await findRole('administrator')).grants['roles.manage'], 'all')

    await Role.create({ code: 'spare', labelRu: 'З', labelEn: 'S', isBuiltin: false })
    const spare = await Role.findByOrFail('code', 'spare')
    await db.table('role_permissions').insert({
      ...{ role_id: spare.id, permission: 'roles.manage', scope: 'all' },
    })
    await createUser({ roles: ['spare'] })
    ;(await put(client, admin, 'administrator', less)).assertStatus(302)
  })

  test('who holds a role is shown as far as one may see the people', async ({ client, assert }) => {
    const hidden = await createOrganisation({ name: 'Hidden client' })
    const role = await Role.create({ code: 'peeker', labelRu: 'П', labelEn: 'P', isBuiltin: false })
    await db.table('role_permissions').multiInsert([
      { role_id: role.id, permission: 'roles.view', scope: 'all' },
      { role_id: role.id, permission: 'directory.view', scope: 'organisation' },
    ])
    const peeker = await createUser({ roles: ['peeker'] })
    const { organisationId } = peeker.person
    const colleague = await createUser({
      ...{ roles: ['agent_l1'], assignedTo: hidden },
      person: await createPerson({ organisationId }),
    })
    await createUser({ roles: ['agent_l1'] })
    const page = await client.get('/roles/agent_l1').loginAs(peeker).withInertia()
    assert.equal(page.inertiaProps.total, 2)
    assert.deepEqual(
      page.inertiaProps.holders.map((each: Record<string, unknown>) => [
        each.personId,
        each.isLimited,
        each.limit,
      ]),
      [[colleague.personId, true, null]]
    )
    assert.isFalse(page.inertiaProps.canManage)
  })
})

/** Committed rows and several transactions. */
test.group('Two administrators at one role', (group) => {
  group.each.teardown(async () => {
    await emptyDatabase()
    await db
      .from('role_permissions')
      .whereIn('role_id', db.from('roles').where('code', 'shared').select('id'))
      .delete()
    await db.from('roles').where('code', 'shared').delete()
  })

  test('P5 of parallel edits of one version exactly one wins', async ({ assert }) => {
    const admins = await Promise.all([1, 2, 3].map(() => createUser({ roles: ['administrator'] })))
    const role = await Role.create({ code: 'shared', labelRu: 'О', labelEn: 'S', isBuiltin: false })
    const results = await Promise.allSettled(
      admins.map((admin, index) =>
        updateRole.handle({
          ...{ actor: actorOf(admin), roleId: role.id, seenVersion: 1 },
          values: {
            ...{ labelRu: 'О', labelEn: `By ${index}`, isClient: false },
            ...{ requiresSecondFactor: false, grants: { 'cis.view': 'all' } },
          },
        })
      )
    )
    const won = results.filter(({ status }) => status === 'fulfilled')
    assert.lengthOf(won, 1)
    for (const result of results) {
      if (result.status === 'rejected') assert.equal(result.reason.code, 'E_STALE_RECORD')
    }
    assert.equal((await Role.findOrFail(role.id)).version, 2)
    assert.lengthOf(await AuditEvent.query().where('subjectType', 'role'), 1)
  })
})
