import AuditEvent from '#core/models/audit_event'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import { giveRole } from '#directory/actions/give_role'
import { takeRole } from '#directory/actions/take_role'
import type Organisation from '#directory/models/organisation'
import PasswordLink from '#directory/models/password_link'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import { enter, NEW_PASSWORD } from '#tests/helpers/accounts'
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

const idOf = async (code: string) => (await Role.findByOrFail('code', code)).id
const versionOf = async (user: User) => (await User.findOrFail(user.id)).version
const account = (email: string, roles: object[] = []) => ({ email, locale: 'en', roles })

async function give(client: ApiClient, by: User, to: User, code: string, limit?: Organisation) {
  return send(client, by, 'POST', `/people/${to.personId}/account/roles`, {
    roleId: await idOf(code),
    organisationId: limit?.id ?? null,
    version: await versionOf(to),
  })
}

async function take(client: ApiClient, by: User, from: User, code: string) {
  const held = await RoleAssignment.query()
    .where({ userId: from.id, roleId: await idOf(code) })
    .firstOrFail()
  const address = `/people/${from.personId}/account/roles/${held.id}`
  return send(client, by, 'DELETE', address, { version: await versionOf(from) })
}

/** A client with its manager, a colleague without an account, a plain user and an agent on site. */
async function createClient() {
  const organisation = await createOrganisation({ name: 'Client' })
  const inside = () => createPerson({ organisationId: organisation.id })
  return {
    organisation,
    manager: await createUser({ roles: ['customer_manager'], person: await inside() }),
    newcomer: await inside(),
    user: await createUser({ roles: ['end_user'], person: await inside() }),
    agent: await createUser({ roles: ['agent_l1'], person: await inside() }),
  }
}

test.group('Accounts and their roles', (group) => {
  group.each.setup(wrapInTransaction)

  test('an administrator makes an account with roles; a link sets its password', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const person = await createPerson()
    const limit = await createOrganisation({ name: 'Limit' })
    const made = await send(client, admin, 'POST', `/people/${person.id}/account`, {
      ...account('Anna.Kim@Example.org', [
        { roleId: await idOf('agent_l1'), organisationId: limit.id },
        { roleId: await idOf('end_user'), organisationId: null },
      ]),
      ...{ isActive: false, personId: 1, password: 'letmein12345', version: 77, userId: 3 },
    })
    made.assertHeader('location', `/people/${person.id}`)
    const user = await User.query().where('personId', person.id).firstOrFail()
    assert.deepInclude(user.serialize(), { email: 'anna.kim@example.org', isActive: true })
    assert.notInclude(user.password, 'letmein12345')
    assert.equal(user.version, 3)
    const principal = (await loadPrincipal(user.id))!
    assert.isTrue(principal.canOn('tickets.work', { organisationId: limit.id }))
    assert.isFalse(principal.canOn('tickets.work', { organisationId: person.organisationId }))

    const link = await send(client, admin, 'POST', `/people/${person.id}/password-link`)
    const set = await client
      .put(new URL((link.body() as { url: string }).url).pathname)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json({ password: NEW_PASSWORD })
    set.assertStatus(302)
    ;(await enter(client, 'anna.kim@example.org', NEW_PASSWORD)).assertStatus(302)

    const events = await AuditEvent.query()
      .where({ subjectType: 'user', subjectId: user.id })
      .where('actorUserId', admin.id)
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['user.created', 'user.role_given', 'user.role_given', 'user.password_link_issued']
    )
    assert.deepInclude(events[1]!.changes, {
      field: 'organisationId',
      before: null,
      after: 'Limit',
    })
    // The address is personal: the sealed row holds a reference to it.
    assert.notInclude(JSON.stringify(events[0]!.changes), 'anna.kim')
    const [told] = await resolvePersonalValues([{ changes: events[0]!.changes }])
    assert.equal(told!.changes[0]!.after, 'anna.kim@example.org')
  })

  test('wrong input makes no account', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const taken = await createUser({ roles: [] })
    const person = await createPerson()
    const wrong: [string | undefined, object][] = [
      ['email', account('not an address')],
      ['email', account(taken.email.toUpperCase())],
      ['roleId', account('a@example.org', [{ roleId: 999_999, organisationId: null }])],
      [
        'organisationId',
        account('a@example.org', [{ roleId: await idOf('end_user'), organisationId: 999_999 }]),
      ],
      ['roles.0.roleId', account('a@example.org', [{ roleId: 'all', organisationId: null }])],
    ]
    for (const [field, body] of wrong) {
      const answer = await send(client, admin, 'POST', `/people/${person.id}/account`, body)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
    assert.isNull(await User.findBy('personId', person.id))
    const twice = await send(
      client,
      admin,
      'POST',
      `/people/${taken.personId}/account`,
      account('b@example.org')
    )
    twice.assertStatus(422)
    const gone = await createPerson({ isActive: false })
    ;(
      await send(client, admin, 'POST', `/people/${gone.id}/account`, account('c@example.org'))
    ).assertStatus(422)
  })

  test('T8 a role is given and taken with effect from the next request, and not twice', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: [] })
    ;(await give(client, admin, user, 'agent_l1')).assertStatus(302)
    assert.isTrue((await loadPrincipal(user.id))!.can('tickets.work'))
    const again = await give(client, admin, user, 'agent_l1')
    again.assertStatus(422)
    assert.equal(again.body().errors[0].field, 'roleId')
    const limit = await createOrganisation()
    ;(await give(client, admin, user, 'agent_l1', limit)).assertStatus(302)
    ;(await take(client, admin, user, 'agent_l1')).assertStatus(302)
    assert.isFalse((await loadPrincipal(user.id))!.reach('tickets.work').all)

    const other = await createUser({ roles: ['end_user'] })
    const [foreign] = await RoleAssignment.query().where('userId', other.id)
    const address = `/people/${user.personId}/account/roles/${foreign!.id}`
    const version = await versionOf(user)
    ;(await send(client, admin, 'DELETE', address, { version })).assertStatus(404)
    const taken = await AuditEvent.findByOrFail('action', 'user.role_taken')
    assert.equal(taken.changes[0]!.field, 'roleId')
    assert.isNull(taken.changes[0]!.after)
  })

  test('G-15 a stale change of roles or address is a 409', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: [] })
    const version = await versionOf(user)
    ;(await give(client, admin, user, 'end_user')).assertStatus(302)
    const roleId = await idOf('agent_l1')
    const stale = await send(client, admin, 'POST', `/people/${user.personId}/account/roles`, {
      ...{ roleId, organisationId: null, version },
    })
    stale.assertStatus(409)
    assert.equal(stale.body().changes[0].action, 'user.role_given')
    const email = { email: 'other@example.org', version }
    ;(
      await send(client, admin, 'PUT', `/people/${user.personId}/account/email`, email)
    ).assertStatus(409)
  })

  test('another sign-in address voids the links of the old one', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const user = await createUser({ roles: ['end_user'] })
    await send(client, admin, 'POST', `/people/${user.personId}/password-link`)
    const version = await versionOf(user)
    const address = `/people/${user.personId}/account/email`
    const taken = await send(client, admin, 'PUT', address, { email: admin.email, version })
    assert.equal(taken.body().errors[0].field, 'email')
    ;(
      await send(client, admin, 'PUT', address, {
        ...{ email: 'NEW@example.org', version, isActive: false, personId: admin.personId },
      })
    ).assertStatus(302)
    await user.refresh()
    assert.deepEqual([user.email, user.isActive], ['new@example.org', true])
    assert.isNotNull((await PasswordLink.findByOrFail('userId', user.id)).usedAt)
    assert.exists(await AuditEvent.findBy('action', 'user.email_changed'))
  })

  test('nobody changes their own roles', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    await createUser({ roles: ['administrator'] })
    ;(await give(client, admin, admin, 'agent_l1')).assertStatus(422)
    ;(await take(client, admin, admin, 'administrator')).assertStatus(422)
    assert.lengthOf(await RoleAssignment.query().where('userId', admin.id), 1)
  })

  test('the last administrator is neither stripped nor switched off', async ({ client }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const keeper = await Role.create({
      code: 'keeper',
      labelRu: 'Х',
      labelEn: 'K',
      isBuiltin: false,
    })
    await db.table('role_permissions').multiInsert([
      { role_id: keeper.id, permission: 'users.manage', scope: 'all' },
      { role_id: keeper.id, permission: 'directory.view', scope: 'all' },
    ])
    // Manages accounts as well, but no roles: the administrator is the last who does.
    const accountant = await createUser({ roles: ['keeper'] })
    ;(await take(client, accountant, admin, 'administrator')).assertStatus(422)
    const off = { isActive: false }
    const address = `/people/${admin.personId}/account`
    ;(await send(client, accountant, 'PUT', address, off)).assertStatus(422)
    await createUser({ roles: ['administrator'] })
    ;(await take(client, accountant, admin, 'administrator')).assertStatus(302)
  })

  test('§9 a customer manager gives client roles to the own people and nothing wider', async ({
    client,
    assert,
  }) => {
    const { organisation, manager, newcomer, user } = await createClient()
    const door = `/people/${newcomer.id}/account`
    const roles = async (code: string, organisationId: number | null = null) =>
      account('new@example.org', [{ roleId: await idOf(code), organisationId }])

    for (const code of ['administrator', 'agent_l1', 'auditor', 'account_manager']) {
      const answer = await send(client, manager, 'POST', door, await roles(code))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'roleId', code)
      const limited = await send(client, manager, 'POST', door, await roles(code, organisation.id))
      assert.equal(limited.body().errors[0].field, 'roleId', code)
      assert.equal((await give(client, manager, user, code)).body().errors[0].field, 'roleId')
    }
    assert.isNull(await User.findBy('personId', newcomer.id))
    const elsewhere = await createOrganisation()
    const foreign = await send(client, manager, 'POST', door, await roles('end_user', elsewhere.id))
    assert.equal(foreign.body().errors[0].field, 'organisationId')

    ;(await send(client, manager, 'POST', door, await roles('end_user'))).assertStatus(302)
    ;(await give(client, manager, user, 'customer_manager')).assertStatus(302)
    // Now the user manages accounts too, and is out of the manager's hands.
    ;(await take(client, manager, user, 'customer_manager')).assertStatus(403)
  })

  test('§9 a client role that was made wider than its giver is not given', async ({
    client,
    assert,
  }) => {
    const { manager, user } = await createClient()
    const wide = await Role.create({
      ...{ code: 'wide', labelRu: 'Ш', labelEn: 'W', isBuiltin: false, isClient: true },
    })
    for (const grant of [
      { permission: 'settings.manage', scope: 'all' },
      { permission: 'tickets.view', scope: 'all' },
      { permission: 'tickets.view', scope: 'assigned' },
      { permission: 'tickets.view', scope: 'team' },
      { permission: 'cis.edit', scope: 'organisation' },
    ]) {
      await db.from('role_permissions').where('role_id', wide.id).delete()
      await db.table('role_permissions').insert({ role_id: wide.id, ...grant })
      const answer = await give(client, manager, user, 'wide')
      assert.equal(answer.body().errors?.[0]?.field, 'roleId', JSON.stringify(grant))
    }
    await db.from('role_permissions').where('role_id', wide.id).delete()
    await db.table('role_permissions').insert({
      ...{ role_id: wide.id, permission: 'cis.view', scope: 'organisation' },
    })
    ;(await give(client, manager, user, 'wide')).assertStatus(302)
  })

  test('T2 a customer manager has no hand on strangers, staff and other managers', async ({
    client,
  }) => {
    const { manager, agent, organisation } = await createClient()
    const foreign = await createUser({ roles: ['end_user'] })
    const colleague = await createUser({
      ...{ roles: ['customer_manager'] },
      person: await createPerson({ organisationId: organisation.id }),
    })
    const asleep = await createUser({
      ...{ roles: ['administrator'], values: { isActive: false } },
      person: await createPerson({ organisationId: organisation.id }),
    })
    const doors = (id: number): [Method, string, object][] => [
      ['POST', `/people/${id}/account`, account('x@example.org')],
      ['PUT', `/people/${id}/account`, { isActive: true }],
      ['PUT', `/people/${id}/account/email`, { email: 'x@example.org', version: 1 }],
      ['POST', `/people/${id}/account/roles`, { roleId: 1, organisationId: null, version: 1 }],
      ['POST', `/people/${id}/password-link`, {}],
      ['DELETE', `/people/${id}/second-factor`, {}],
    ]
    for (const { personId } of [agent, colleague, asleep]) {
      for (const door of doors(personId)) {
        ;(await send(client, manager, ...door)).assertStatus(403)
      }
    }
    for (const door of doors(foreign.personId)) {
      ;(await send(client, manager, ...door)).assertStatus(404)
    }
    for (const door of doors(agent.personId)) {
      ;(await send(client, agent, ...door)).assertStatus(403)
    }
  })

  test('the person page offers what one may do, and hides names of other clients', async ({
    client,
    assert,
  }) => {
    const { manager, user, newcomer, agent } = await createClient()
    const other = await createOrganisation({ name: 'Secret client' })
    await RoleAssignment.create({
      ...{ userId: user.id, roleId: await idOf('end_user'), organisationId: other.id },
    })
    const open = async (personId: number) =>
      (await client.get(`/people/${personId}`).loginAs(manager).withInertia()).inertiaProps
    const page = await open(user.personId)
    assert.deepEqual(
      page.accountDesk.roles.map(({ code }: { code: string }) => code),
      ['end_user', 'customer_manager']
    )
    assert.deepInclude(page.account.roles[1], { isLimited: true, organisation: null })
    assert.notInclude(JSON.stringify(page), 'Secret client')
    assert.isNotNull((await open(newcomer.id)).accountDesk)
    assert.isNull((await open(agent.personId)).accountDesk)
    assert.isNull((await open(manager.personId)).accountDesk)
  })
})

/** Committed rows and several transactions. */
test.group('Two administrators at one account', (group) => {
  group.each.teardown(emptyDatabase)

  test('P5 of parallel changes of one account exactly one wins', async ({ assert }) => {
    const admins = await Promise.all([1, 2].map(() => createUser({ roles: ['administrator'] })))
    const user = await createUser({ roles: ['end_user'] })
    const [held] = await RoleAssignment.query().where('userId', user.id)
    const given = { roleId: await idOf('agent_l1'), organisationId: null }
    const [first, second] = await Promise.all(
      admins.map(async (admin) => ({
        ...{ principal: (await loadPrincipal(admin.id))!, actor: actorOf(admin) },
        ...{ person: user.person, userId: user.id, seenVersion: 1 },
      }))
    )
    const results = await Promise.allSettled([
      giveRole.handle({ ...first!, given }),
      giveRole.handle({ ...second!, given }),
      takeRole.handle({ ...second!, assignmentId: held!.id }),
    ])
    assert.lengthOf(
      results.filter(({ status }) => status === 'fulfilled'),
      1
    )
    assert.equal(await versionOf(user), 2)
  })

  test('P5 two administrators who strip each other leave one of them', async ({ assert }) => {
    const admins = await Promise.all([1, 2].map(() => createUser({ roles: ['administrator'] })))
    const [one, two] = admins
    const strip = async (by: User, whom: User) => {
      const [held] = await RoleAssignment.query().where('userId', whom.id)
      return {
        ...{ principal: (await loadPrincipal(by.id))!, actor: actorOf(by), person: whom.person },
        ...{ userId: whom.id, seenVersion: 1, assignmentId: held!.id },
      }
    }
    const [left, right] = [await strip(one!, two!), await strip(two!, one!)]
    const results = await Promise.allSettled([takeRole.handle(left), takeRole.handle(right)])
    assert.lengthOf(
      results.filter(({ status }) => status === 'fulfilled'),
      1
    )
    assert.lengthOf(await RoleAssignment.query().whereIn('userId', [one!.id, two!.id]), 1)
  })

  test('P5 of two accounts for one person or one address one is made', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const person = await createPerson()
    const others = [await createPerson(), await createPerson()]
    const make = (id: number, email: string) =>
      send(client, admin, 'POST', `/people/${id}/account`, account(email))
    const sameperson = await Promise.all([
      make(person.id, 'a@example.org'),
      make(person.id, 'b@example.org'),
    ])
    const sameAddress = await Promise.all(others.map(({ id }) => make(id, 'c@example.org')))
    for (const answers of [sameperson, sameAddress]) {
      assert.sameMembers(
        answers.map((answer) => answer.status()),
        [302, 422]
      )
    }
  })
})
