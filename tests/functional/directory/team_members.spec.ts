import AuditEvent from '#core/models/audit_event'
import Person from '#directory/models/person'
import PersonSkill from '#directory/models/person_skill'
import Skill from '#directory/models/skill'
import Team from '#directory/models/team'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

async function createStaff() {
  const provider = await createOrganisation({ kind: 'provider' })
  const [anna, boris, vera] = [
    await createPerson({ displayName: 'Anna', organisationId: provider.id }),
    await createPerson({ displayName: 'Boris', organisationId: provider.id }),
    await createPerson({ displayName: 'Vera', organisationId: provider.id }),
  ]
  const team = await Team.create({ code: 'NET', name: 'Network', tier: 2, isActive: true })
  const admin = await createUser({ roles: ['administrator'] })
  const agent = await createUser({ roles: ['agent_l1'] })
  return { provider, anna, boris, vera, team, admin, agent }
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

function send(client: ApiClient, visitor: User, method: Method, url: string, form: object) {
  return client
    .request(url, method as 'GET')
    .loginAs(visitor)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json(form)
}

async function membersOf(team: Team) {
  const rows = await db.from('team_members').where('team_id', team.id).orderBy('person_id')
  return rows.map((row) => [row.person_id, Boolean(row.is_lead)])
}

test.group('Teams', (group) => {
  group.each.setup(wrapInTransaction)

  test('are made and changed on their version, and history tells so', async ({
    client,
    assert,
  }) => {
    const { admin } = await createStaff()
    const form = { code: 'DBA', name: 'Databases', tier: 2, isActive: true }
    const made = await send(client, admin, 'POST', '/teams', form)
    made.assertHeader('location', '/teams/DBA')
    const changed = await send(client, admin, 'PUT', '/teams/DBA', {
      ...{ ...form, name: 'Data', version: 1 },
    })
    changed.assertStatus(302)
    const stale = await send(client, admin, 'PUT', '/teams/DBA', { ...form, version: 1 })
    stale.assertStatus(409)
    const off = await send(client, admin, 'PUT', '/teams/DBA', {
      ...{ ...form, name: 'Data', isActive: false, version: 2 },
    })
    off.assertStatus(302)
    const events = await AuditEvent.query().where('subjectType', 'team').orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['team.created', 'team.changed', 'team.changed']
    )
    const taken = await send(client, admin, 'POST', '/teams', { ...form, code: 'net' })
    assert.equal(taken.body().errors[0].field, 'code')
  })

  test('several people come and go at once, several of them lead', async ({ client, assert }) => {
    const { admin, team, anna, boris, vera } = await createStaff()
    const members = '/teams/NET/members'
    const ids = [anna.id, boris.id, vera.id]
    await send(client, admin, 'POST', members, { version: 1, personIds: ids })
    await send(client, admin, 'PATCH', members, {
      ...{ version: 2, personIds: [anna.id, boris.id], isLead: true },
    })
    assert.deepEqual(await membersOf(team), [
      [anna.id, true],
      [boris.id, true],
      [vera.id, false],
    ])
    await send(client, admin, 'DELETE', members, { version: 3, personIds: [boris.id, vera.id] })
    assert.deepEqual(await membersOf(team), [[anna.id, true]])
    await send(client, admin, 'PATCH', members, {
      ...{ version: 4, personIds: [anna.id], isLead: false },
    })
    assert.deepEqual(await membersOf(team), [[anna.id, false]])
    const again = await send(client, admin, 'POST', members, { version: 5, personIds: [anna.id] })
    again.assertStatus(302)
    await team.refresh()
    assert.equal(team.version, 5)
    const stale = await send(client, admin, 'DELETE', members, { version: 2, personIds: [anna.id] })
    stale.assertStatus(409)
    const events = await AuditEvent.query().where('subjectType', 'team').orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['team.members_added', 'team.leads_named', 'team.members_removed', 'team.leads_relieved']
    )
  })

  test('G-04 T3 only with the right, and only active people one may see', async ({
    client,
    assert,
  }) => {
    const { admin, agent, anna } = await createStaff()
    const form = { code: 'X', name: 'X', tier: 1, isActive: true }
    const doors: [Method, string, object][] = [
      ['POST', '/teams', form],
      ['PUT', '/teams/NET', { ...form, version: 1 }],
      ['POST', '/teams/NET/members', { version: 1, personIds: [anna.id] }],
      ['PATCH', '/teams/NET/members', { version: 1, personIds: [anna.id], isLead: true }],
      ['DELETE', '/teams/NET/members', { version: 1, personIds: [anna.id] }],
      ['POST', '/skills', { name: 'Linux' }],
    ]
    for (const [method, url, body] of doors) {
      const answer = await send(client, agent, method, url, body)
      answer.assertStatus(403)
    }
    const gone = await createPerson({ isActive: false })
    for (const id of [gone.id, 999_999]) {
      const answer = await send(client, admin, 'POST', '/teams/NET/members', {
        ...{ version: 1, personIds: [anna.id, id] },
      })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'personIds')
    }
    const unknown = await send(client, admin, 'PUT', '/teams/OTHER', { ...form, version: 1 })
    unknown.assertStatus(404)
  })
})

test.group('Skills', (group) => {
  group.each.setup(wrapInTransaction)

  test('stand in one list with one name each; what people have stays', async ({
    client,
    assert,
  }) => {
    const { admin, anna } = await createStaff()
    await send(client, admin, 'POST', '/skills', { name: 'Linux' })
    const skill = await Skill.findByOrFail('name', 'Linux')
    const twice = await send(client, admin, 'POST', '/skills', { name: 'LINUX' })
    assert.equal(twice.body().errors[0].field, 'name')
    await send(client, admin, 'PUT', `/skills/${skill.id}`, { name: 'Unix' })
    await PersonSkill.create({ personId: anna.id, skillId: skill.id, level: 3 })
    const refused = await send(client, admin, 'DELETE', `/skills/${skill.id}`, {})
    refused.assertStatus(422)
    const page = await client.get('/skills').loginAs(admin).withInertia()
    assert.deepEqual(page.inertiaProps.list.rows, [{ id: skill.id, name: 'Unix', peopleCount: 1 }])
    await PersonSkill.query().delete()
    const removed = await send(client, admin, 'DELETE', `/skills/${skill.id}`, {})
    removed.assertStatus(302)
    assert.isNull(await Skill.find(skill.id))
  })

  test('of a person are set as a whole, with levels, on their version', async ({
    client,
    assert,
  }) => {
    const { admin, agent, anna, team } = await createStaff()
    const linux = await Skill.create({ name: 'Linux' })
    const dns = await Skill.create({ name: 'DNS' })
    const url = `/people/${anna.id}/skills`
    const skills = [
      { skillId: linux.id, level: 3 },
      { skillId: dns.id, level: 1 },
    ]
    const done = await send(client, admin, 'PUT', url, { version: 1, skills })
    done.assertStatus(302)
    const stale = await send(client, admin, 'PUT', url, { version: 1, skills: [] })
    stale.assertStatus(409)
    for (const wrong of [[{ skillId: 999_999, level: 1 }], [{ skillId: linux.id, level: 4 }]]) {
      const answer = await send(client, admin, 'PUT', url, { version: 2, skills: wrong })
      answer.assertStatus(422)
    }
    const forbidden = await send(client, agent, 'PUT', url, { version: 2, skills: [] })
    forbidden.assertStatus(403)

    const event = await AuditEvent.query().where('action', 'person.skills_changed').firstOrFail()
    assert.deepEqual(event.changes, [{ field: 'skills', before: null, after: 'DNS 1, Linux 3' }])
    await team.related('members').attach([anna.id])
    const found = await client.get(`/teams?skill=${dns.id}`).loginAs(admin).withInertia()
    assert.lengthOf(found.inertiaProps.list.rows, 1)
    const page = await client.get('/teams/NET').loginAs(admin).withInertia()
    assert.deepEqual(
      page.inertiaProps.team.members[0].skills.map(
        ({ name, level }: { name: string; level: number }) => [name, level]
      ),
      [
        ['DNS', 1],
        ['Linux', 3],
      ]
    )
    assert.equal((await Person.findOrFail(anna.id)).version, 2)
  })
})
