import AuditEvent from '#core/models/audit_event'
import { clock } from '#core/clock'
import User from '#directory/models/user'
import UserSession from '#directory/models/user_session'
import { demandSecondFactor, enrol, enter } from '#tests/helpers/accounts'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function act(client: ApiClient, by: User, door: string, ids: unknown) {
  return client
    .post(`/accounts/${door}`)
    .loginAs(by)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json({ ids })
}

async function listed(client: ApiClient, by: User, qs: Record<string, string> = {}) {
  const page = await client.get('/accounts').qs(qs).loginAs(by).withInertia()
  page.assertStatus(200)
  const { rows } = page.inertiaProps.list as { rows: { id: number }[] }
  return rows.map(({ id }) => id)
}

async function createTwoClients() {
  const own = await createOrganisation({ code: 'OWN' })
  const part = await createOrganisation({ code: 'PART', parentId: own.id, kind: 'part' })
  const foreign = await createOrganisation({ code: 'FOREIGN' })
  const at = (organisationId: number, displayName: string) =>
    createPerson({ organisationId, displayName })
  return {
    admin: await createUser({ roles: ['administrator'] }),
    manager: await createUser({ roles: ['customer_manager'], person: await at(own.id, 'Manager') }),
    inside: await createUser({ roles: ['end_user'], person: await at(part.id, 'Inside') }),
    foreign: await createUser({ roles: ['end_user'], person: await at(foreign.id, 'Stranger') }),
  }
}

test.group('The list of accounts', (group) => {
  group.each.setup(wrapInTransaction)

  test('T1 shows and counts the accounts one manages', async ({ client, assert }) => {
    const { admin, manager, inside, foreign } = await createTwoClients()
    assert.sameMembers(await listed(client, manager), [manager.id, inside.id])
    assert.includeMembers(await listed(client, admin), [admin.id, inside.id, foreign.id])
    assert.deepEqual(await listed(client, manager, { q: 'stranger' }), [])
    assert.deepEqual(await listed(client, manager, { organisation: 'FOREIGN' }), [
      ...(await listed(client, manager)),
    ])
    const agent = await createUser({ roles: ['team_lead'] })
    ;(await client.get('/accounts').loginAs(agent)).assertStatus(403)
  })

  test('each filter narrows the rows', async ({ client, assert }) => {
    const { admin, manager, inside, foreign } = await createTwoClients()
    const old = clock.now().minus({ days: 60 })
    await inside.merge({ isActive: false, lastSignInAt: old }).save()
    await foreign.merge({ lastSignInAt: clock.now() }).save()
    await enrol(foreign)
    await demandSecondFactor('customer_manager')
    const of = (qs: Record<string, string>) => listed(client, admin, { ...qs })
    assert.deepEqual(await of({ q: 'insi' }), [inside.id])
    assert.deepEqual(await of({ q: foreign.email }), [foreign.id])
    assert.deepEqual(await of({ role: 'customer_manager' }), [manager.id])
    assert.sameMembers(await of({ organisation: 'OWN' }), [manager.id, inside.id])
    assert.deepEqual(await of({ status: 'inactive' }), [inside.id])
    assert.deepEqual(await of({ secondFactor: 'on' }), [foreign.id])
    assert.deepEqual(await of({ secondFactor: 'missing' }), [manager.id])
    assert.notInclude(await of({ secondFactor: 'off' }), foreign.id)
    assert.deepEqual(await of({ signIn: 'older' }), [inside.id])
    assert.deepEqual(await of({ signIn: '30' }), [foreign.id])
    assert.sameMembers(await of({ signIn: 'never' }), [admin.id, manager.id])
    // Nonsense filters nothing.
    assert.lengthOf(await of({ status: 'asleep', signIn: '7', secondFactor: '%' }), 4)
    for (const sort of ['name', '-email', 'organisation', '-lastSignIn', 'password']) {
      assert.lengthOf(await of({ sort }), 4, sort)
    }
  })

  test('a bulk act tells for each row what became of it', async ({ client, assert }) => {
    const { admin, manager, inside, foreign } = await createTwoClients()
    const answer = await act(client, manager, 'deactivation', [
      ...[inside.id, foreign.id, manager.id, admin.id, 999_999, inside.id],
    ])
    answer.assertStatus(200)
    const results = answer.body() as { id: number; isDone: boolean; name: string | null }[]
    assert.deepEqual(
      results.map(({ id, isDone, name }) => [id, isDone, name]),
      [
        [inside.id, true, 'Inside'],
        [foreign.id, false, null],
        [manager.id, false, 'Manager'],
        [admin.id, false, null],
        [999_999, false, null],
      ]
    )
    const active = await User.query().where('isActive', true).select('id')
    assert.sameMembers(
      active.map(({ id }) => id),
      [admin.id, manager.id, foreign.id]
    )
    assert.lengthOf(await AuditEvent.query().where('action', 'user.deactivated'), 1)
  })

  test('nobody switches themselves or the last administrator off in bulk', async ({
    client,
    assert,
  }) => {
    const { admin, inside } = await createTwoClients()
    const answer = await act(client, admin, 'deactivation', [admin.id, inside.id])
    const done = (answer.body() as { isDone: boolean; message: string | null }[]).map(
      ({ isDone }) => isDone
    )
    assert.deepEqual(done, [false, true])
    assert.isNotEmpty((answer.body() as { message: string }[])[0]!.message)
    assert.isTrue((await User.findOrFail(admin.id)).isActive)
  })

  test('T8 ended sessions are out with their next request', async ({ client, assert }) => {
    const { admin, inside } = await createTwoClients()
    await enter(client, inside.email)
    const answer = await act(client, admin, 'sign-out', [inside.id, admin.id])
    assert.deepEqual(
      (answer.body() as { isDone: boolean }[]).map(({ isDone }) => isDone),
      [true, false]
    )
    const session = await UserSession.findByOrFail('userId', inside.id)
    assert.equal(session.endReason, 'ended_by_administrator')
    assert.isTrue((await User.findOrFail(inside.id)).isActive)
    assert.exists(await AuditEvent.findBy('action', 'user.signed_out_everywhere'))
  })

  test('G-04 no bulk act without the right, none on nonsense', async ({ client }) => {
    const { admin, inside } = await createTwoClients()
    const agent = await createUser({ roles: ['team_lead'] })
    for (const door of ['deactivation', 'sign-out']) {
      ;(await act(client, agent, door, [inside.id])).assertStatus(403)
      for (const ids of [[], 'all', [-1], Array.from({ length: 201 }, (_, index) => index + 1)]) {
        ;(await act(client, admin, door, ids)).assertStatus(422)
      }
    }
  })
})
