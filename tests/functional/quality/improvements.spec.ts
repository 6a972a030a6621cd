import Improvement from '#quality/models/improvement'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('The register of improvements', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const send = (client: ApiClient, user: User, path: string, values: object, method = 'POST') =>
    client
      .request(`/improvements${path}`, method as 'POST')
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json(values)

  const idea = (desk: Desk, values: object = {}) => ({
    ...{ title: 'Answer calls sooner', description: 'Too many wait.', serviceId: desk.service.id },
    ...{ expectedBenefit: null, effort: null, value: null, ownerId: null, dueOn: null },
    ...{ organisationId: desk.client.id, source: 'idea', sourceNumber: null, ...values },
  })
  const latest = () => Improvement.query().orderBy('id', 'desc').firstOrFail()

  test('ISO-05 is approved once evaluated, owned and dated, then done with a result', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    assert.equal((await send(client, desk.agent, '', idea(desk))).status(), 302)
    const improvement = await latest()
    const path = `/${improvement.number}`
    const early = await send(client, manager, `${path}/approval`, { version: 1 })
    assert.equal(early.body().errors[0].field, 'effort')
    const evaluated = idea(desk, {
      ...{ version: 1, effort: 1, value: 3, ownerId: desk.agent.personId, dueOn: '2026-03-20' },
    })
    assert.equal((await send(client, desk.agent, path, evaluated, 'PUT')).status(), 403)
    assert.equal((await send(client, manager, path, evaluated, 'PUT')).status(), 302)
    await improvement.refresh()
    assert.equal(improvement.priority, 1)
    assert.equal((await send(client, manager, path, evaluated, 'PUT')).status(), 409)
    await send(client, manager, `${path}/approval`, { version: 2 })
    await send(client, manager, `${path}/work`, { version: 3 })
    const done = { version: 4, result: 'Answered in 20 s instead of 50.', doneOn: '2026-03-02' }
    const empty = await send(client, manager, `${path}/completion`, { ...done, result: '' })
    assert.equal(empty.body().errors[0].field, 'result')
    await send(client, manager, `${path}/completion`, done)
    await improvement.refresh()
    assert.containSubset(improvement.$attributes, { state: 'done', doneOn: '2026-03-02' })
    const again = await send(client, manager, path, { ...evaluated, version: 5 }, 'PUT')
    assert.equal(again.status(), 422)
    const events = await db.from('audit_events').where('subject_type', 'improvement').orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action.split('.')[1]),
      ['proposed', 'changed', 'approve', 'start', 'complete']
    )
  })

  test('ISO-05 is rejected with a reason and can be proposed again', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    await send(client, desk.agent, '', idea(desk))
    const improvement = await latest()
    const path = `/${improvement.number}`
    const silent = await send(client, manager, `${path}/rejection`, { version: 1 })
    assert.equal(silent.body().errors[0].field, 'rejectionReason')
    const reason = { version: 1, rejectionReason: 'Too dear.' }
    await send(client, manager, `${path}/rejection`, reason)
    await improvement.refresh()
    assert.equal(improvement.state, 'rejected')
    await send(client, manager, `${path}/reconsideration`, { version: 2 })
    await improvement.refresh()
    assert.containSubset(improvement.$attributes, { state: 'proposed', rejectionReason: null })
  })

  test('ISO-05 the list and its CSV keep to the filter; what is late is marked', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createUser({ roles: ['service_level_manager'] })
    await send(client, manager, '', idea(desk, { title: 'Late one', dueOn: '2026-02-01' }))
    await send(client, manager, '', idea(desk, { title: 'In time', effort: 1, value: 3 }))
    const read = async (query: string) => {
      const page = await client.get(`/improvements${query}`).loginAs(manager).withInertia()
      const { rows } = page.inertiaProps.list as { rows: { title: string; isOverdue: boolean }[] }
      return rows.map(({ title, isOverdue }) => [title, isOverdue])
    }
    assert.deepEqual(await read(''), [
      ['In time', false],
      ['Late one', true],
    ])
    assert.deepEqual(await read('?due=overdue'), [['Late one', true]])
    assert.deepEqual(await read('?state=done'), [])
    const csv = await client.get('/improvements/export?due=overdue').loginAs(manager)
    assert.include(csv.text(), 'Late one')
    assert.notInclude(csv.text(), 'In time')
  })

  test('ISO-05 T2 another client’s improvement is not there; a client has no register', async ({
    client,
    assert,
  }) => {
    const [desk, elsewhere] = [await createDesk(), await createDesk()]
    await send(client, desk.agent, '', idea(desk))
    const { number } = await latest()
    const stranger = await createUser({ roles: ['team_lead'], assignedTo: elsewhere.client })
    const read = (user: User) => client.get(`/improvements/${number}`).loginAs(user)
    assert.equal((await read(stranger)).status(), 404)
    assert.equal((await read(desk.manager)).status(), 403)
    const foreign = await send(client, stranger, '', idea(desk))
    assert.equal(foreign.body().errors[0].field, 'organisationId')
  })
})
