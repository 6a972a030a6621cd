import AuditEvent from '#core/models/audit_event'
import SavedView from '#core/models/saved_view'
import { loadPrincipal } from '#directory/queries/load_principal'
import { savedViewsOf } from '#directory/queries/saved_views'
import Team from '#directory/models/team'
import type User from '#directory/models/user'
import { wrapInTransaction } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const PAGE = 'configuration_items'

function keep(client: ApiClient, user: User, given: object) {
  return client
    .post('/saved-views')
    .loginAs(user)
    .withCsrfToken()
    .withInertia()
    .redirects(0)
    .json({ page: PAGE, query: 'status=in_use', name: 'In use', sharing: 'private', ...given })
}

async function teamOf(code: string, personIds: number[]) {
  const team = await Team.create({ code, name: code, isActive: true })
  const rows = personIds.map((person_id) => ({ team_id: team.id, person_id }))
  if (rows.length > 0) await db.table('team_members').multiInsert(rows)
  return team
}

async function namesFor(user: User) {
  const { list } = await savedViewsOf((await loadPrincipal(user.id))!, PAGE)
  return list.map(({ name }) => name)
}

test.group('Saved views', (group) => {
  group.each.setup(wrapInTransaction)

  test('G-17 a view is for oneself, for one’s team or for everybody', async ({
    client,
    assert,
  }) => {
    const owner = await createUser({ roles: ['team_lead'] })
    const colleague = await createUser({ roles: ['agent_l1'] })
    const stranger = await createUser({ roles: ['agent_l1'] })
    const team = await teamOf('ops', [owner.personId, colleague.personId])
    await keep(client, owner, { name: 'own' })
    await keep(client, owner, { name: 'shared', sharing: 'team', teamId: team.id })
    await keep(client, owner, { name: 'common', sharing: 'all' })

    assert.deepEqual(await namesFor(owner), ['common', 'own', 'shared'])
    assert.deepEqual(await namesFor(colleague), ['common', 'shared'])
    assert.deepEqual(await namesFor(stranger), ['common'])
    const events = await AuditEvent.query().where('action', 'saved_view.created')
    assert.lengthOf(events, 3)
  })

  test('G-17 sharing with everybody needs the right, sharing with a team its membership', async ({
    client,
    assert,
  }) => {
    const agent = await createUser({ roles: ['agent_l1'] })
    const foreign = await teamOf('foreign', [])
    ;(await keep(client, agent, { sharing: 'all' })).assertStatus(403)
    await keep(client, agent, { sharing: 'team', teamId: foreign.id })
    await keep(client, agent, { sharing: 'team', teamId: null })
    await keep(client, agent, { name: '  ' })
    assert.deepEqual(await SavedView.all(), [])
  })

  test('G-15 a view is changed by its owner, once for each version', async ({ client, assert }) => {
    const owner = await createUser({ roles: ['agent_l1'] })
    const other = await createUser({ roles: ['administrator'] })
    await keep(client, owner, {})
    const view = await SavedView.firstOrFail()
    const change = (user: User, version: number, name: string) =>
      client
        .put(`/saved-views/${view.id}`)
        .loginAs(user)
        .withCsrfToken()
        .withInertia()
        .redirects(0)
        .json({ name, query: 'status=retired', sharing: 'private', version })
    ;(await change(other, 1, 'stolen')).assertStatus(404)
    await change(owner, 1, 'Retired')
    ;(await change(owner, 1, 'late')).assertStatus(409)
    await view.refresh()
    assert.deepEqual([view.name, view.query, view.version], ['Retired', 'status=retired', 2])

    const remove = (user: User) =>
      client.delete(`/saved-views/${view.id}`).loginAs(user).withCsrfToken().withInertia()
    ;(await remove(other)).assertStatus(404)
    await remove(owner).redirects(0)
    assert.deepEqual(await SavedView.all(), [])
  })
})
