import { PERMISSIONS, SCOPES } from '#config/permissions'
import { BUILTIN_ROLES } from '#config/roles'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import Team from '#directory/models/team'
import type User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Owned } from '#directory/queries/principal'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { explainRight, loadExplainable } from '#web/queries/explain_right'
import type { RightRecord } from '#web/queries/find_right_record'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function recordOf(owned: Owned): RightRecord {
  return {
    ...{ kind: 'incident', label: 'Record', href: '/', owned, personId: owned.personId ?? null },
    ...{ organisation: '', team: null, requester: null, viewedBy: 'tickets.view' },
  }
}

async function ask(client: ApiClient, by: User, qs: Record<string, string | number>) {
  return client.get('/rights').qs(qs).loginAs(by).withInertia()
}

test.group('Why somebody may or may not', (group) => {
  group.each.setup(wrapInTransaction)

  test('the menu leads there whoever may ask: {role}')
    .with([
      { role: 'administrator', isShown: true },
      { role: 'auditor', isShown: true },
      { role: 'customer_manager', isShown: true },
      { role: 'agent_l1', isShown: false },
    ])
    .run(async ({ client, assert }, { role, isShown }) => {
      const user = await createUser({ roles: [role] })
      const page = await client.get('/account/security').loginAs(user).withInertia()
      const areas = page.inertiaProps.navigation as { href: string; shortcut: string | null }[]
      assert.equal(
        areas.some(({ href }) => href === '/rights'),
        isShown
      )
      const letters = areas.flatMap(({ shortcut }) => shortcut ?? [])
      assert.lengthOf(new Set(letters), letters.length)
    })

  test('T10 the verdict is what every door asks: all roles, permissions, own, organisation, foreign', async ({
    assert,
  }) => {
    const client = await createOrganisation()
    const part = await createOrganisation({ parentId: client.id, kind: 'part' })
    const foreign = await createOrganisation()
    const team = await Team.create({ code: 'T', name: 'T', tier: 1, isActive: true })
    const everyScope = await Role.create({
      code: 'every',
      labelRu: 'В',
      labelEn: 'E',
      isBuiltin: false,
    })
    const admin = await createUser({ roles: ['administrator'] })
    const viewer = (await loadPrincipal(admin.id))!
    let tried = 0

    const compare = async (user: User, label: string) => {
      const { personId, organisationId } = (await loadPrincipal(user.id))!
      const records: (Owned | null)[] = [
        null,
        { organisationId, personId },
        { organisationId, personId: null },
        { organisationId: client.id, teamId: null },
        { organisationId: part.id },
        { organisationId: foreign.id, personId },
        { organisationId: foreign.id, teamId: team.id },
        { organisationId: foreign.id },
      ]
      const principal = (await loadPrincipal(user.id))!
      const explainable = await loadExplainable(viewer, personId)
      for (const permission of PERMISSIONS) {
        for (const owned of records) {
          const record = owned && recordOf(owned)
          const answer = explainRight(explainable, permission, record)
          const decided = owned ? principal.canOn(permission, owned) : principal.can(permission)
          const what = `${label} ${permission} ${JSON.stringify(owned)}`
          assert.equal(answer.verdict, decided, what)
          assert.equal(
            answer.grants.some(({ cover }) => cover !== null),
            decided,
            what
          )
          tried += 1
        }
      }
    }

    for (const code of Object.keys(BUILTIN_ROLES)) {
      await compare(await createUser({ roles: [code] }), code)
      await compare(await createUser({ roles: [code], assignedTo: client }), `${code} limited`)
    }
    for (const scope of SCOPES) {
      await db.from('role_permissions').where('role_id', everyScope.id).delete()
      await db.table('role_permissions').insert({
        ...{ role_id: everyScope.id, permission: 'tickets.work', scope },
      })
      const user = await createUser({ roles: ['every', 'end_user'], assignedTo: client })
      await team.related('members').attach([user.personId])
      await compare(user, scope)
    }
    assert.equal(tried, (15 * 2 + SCOPES.length) * PERMISSIONS.length * 8)
  }).timeout(120_000)

  test('every role assignment says what it gives and why it does not', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const admin = await createUser({ roles: ['administrator'] })
    const incident = await createIncident(desk)
    const elsewhere = await createOrganisation({ name: 'Elsewhere' })
    const limited = await createUser({ roles: ['agent_l1', 'cab_member'], assignedTo: elsewhere })
    const page = await ask(client, admin, {
      ...{ person: limited.personId, permission: 'tickets.work' },
      ...{ kind: 'incident', record: incident.number.toLowerCase() },
    })
    page.assertStatus(200)
    const { answer, question } = page.inertiaProps
    assert.deepInclude(answer, { verdict: false, account: 'active', canView: false })
    assert.deepEqual(
      answer.grants.map((each: Record<string, unknown>) => [each.scope, each.reaches, each.cover]),
      [
        ['assigned', ['Elsewhere'], null],
        [null, [], null],
      ]
    )
    assert.equal(question.record.organisation, 'Client')
    assert.equal(question.record.team, null)

    const role = await Role.findByOrFail('code', 'agent_l1')
    await RoleAssignment.create({ userId: limited.id, roleId: role.id, organisationId: null })
    const again = await ask(client, admin, {
      ...{ person: limited.personId, permission: 'tickets.work' },
      ...{ kind: 'incident', record: incident.number },
    })
    assert.isTrue(again.inertiaProps.answer.verdict)
    assert.isTrue(again.inertiaProps.answer.canView)
    assert.equal(again.inertiaProps.answer.grants[2].cover, 'all')
  })

  test('accounts that are missing or off may nothing, and the answer says so', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const nobody = await createPerson()
    const off = await createUser({ roles: ['agent_l1'], values: { isActive: false } })
    const gone = await createUser({
      ...{ roles: ['agent_l1'], person: await createPerson({ isActive: false }) },
    })
    const states: [number, string, number][] = [
      [nobody.id, 'none', 0],
      [off.personId, 'user_inactive', 1],
      [gone.personId, 'person_inactive', 1],
    ]
    for (const [person, account, grants] of states) {
      const page = await ask(client, admin, { person, permission: 'tickets.view' })
      const { answer } = page.inertiaProps
      assert.deepInclude(answer, { verdict: false, account })
      assert.lengthOf(answer.grants, grants)
    }
  })

  test('rules that no role overrides are told, and where they forbid', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const question = { person: admin.personId, permission: 'users.manage', kind: 'person' }
    const own = await ask(client, admin, { ...question, record: admin.personId })
    assert.isTrue(own.inertiaProps.answer.verdict)
    assert.deepEqual(own.inertiaProps.answer.duties, [
      { id: 'own_roles', forbids: true },
      { id: 'own_account', forbids: true },
    ])
    const other = await createPerson()
    const page = await ask(client, admin, { ...question, record: other.id })
    assert.isFalse(page.inertiaProps.answer.duties[0].forbids)
  })

  test('each kind of record is found by number or name', async ({ client, assert }) => {
    const desk = await createDesk()
    const admin = await createUser({ roles: ['administrator'] })
    const item = await createConfigurationItem({ organisationId: desk.client.id, name: 'Router 7' })
    const asked: [string, string, string | number][] = [
      ['cis.view', 'configuration_item', item.number],
      ['cis.edit', 'configuration_item', 'Router 7'],
      ['contracts.view', 'contract', desk.contract.number],
      ['directory.view', 'person', desk.requester.personId],
      ['tickets.view', 'organisation', desk.client.id],
    ]
    for (const [permission, kind, record] of asked) {
      const person = desk.agent.personId
      const page = await ask(client, admin, { person, permission, kind, record })
      page.assertStatus(200)
      assert.equal(page.inertiaProps.question.record.kind, kind)
      assert.equal(page.inertiaProps.question.record.organisation, 'Client')
      for (const wrong of ['INC-999999', '0', '%', "' or 1=1"]) {
        ;(await ask(client, admin, { person, permission, kind, record: wrong })).assertStatus(404)
      }
    }
    // A record that the permission says nothing about is not asked about.
    const page = await ask(client, admin, {
      ...{ person: desk.agent.personId, permission: 'settings.view', kind: 'person', record: 1 },
    })
    assert.isNull(page.inertiaProps.question.record)
  })

  test('T2 whom or what the viewer may not see is not explained', async ({ client, assert }) => {
    const desk = await createDesk()
    const other = await createDesk()
    const incident = await createIncident(other)
    const person = desk.requester.personId
    const permission = 'tickets.view'
    ;(await ask(client, desk.manager, { person, permission })).assertStatus(200)
    ;(
      await ask(client, desk.manager, { person: other.requester.personId, permission })
    ).assertStatus(404)
    ;(
      await ask(client, desk.manager, {
        ...{ person, permission, kind: 'incident', record: incident.number },
      })
    ).assertStatus(404)
    for (const nobody of [desk.agent, desk.requester]) {
      ;(await ask(client, nobody, { person, permission })).assertStatus(403)
    }
    // An organisation of another client that limits a role has no name for the viewer.
    const role = await Role.findByOrFail('code', 'agent_l1')
    await RoleAssignment.create({
      ...{ userId: desk.requester.id, roleId: role.id, organisationId: other.client.id },
    })
    await other.client.merge({ name: 'Secret client' }).save()
    const page = await ask(client, desk.manager, { person, permission })
    assert.deepEqual(page.inertiaProps.answer.grants[1].reaches, [null])
    assert.notInclude(JSON.stringify(page.inertiaProps), 'Secret client')
  })
})
