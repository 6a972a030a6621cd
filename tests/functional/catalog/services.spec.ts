import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createService } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

test.group('Services', (group) => {
  group.each.setup(wrapInTransaction)

  test('CAT-02 a client sees the service, not who supports it', async ({ client, assert }) => {
    const { team, agent, requester, service } = await createDesk()
    await service.merge({ supportTeamId: team.id, ownerPersonId: agent.personId }).save()
    const forClient = await client.get(`/services/${service.code}`).loginAs(requester).withInertia()
    forClient.assertStatus(200)
    assert.isNull(forClient.inertiaProps.service.supportTeam)
    assert.isNull(forClient.inertiaProps.service.owner)

    const forAgent = await client.get(`/services/${service.code}`).loginAs(agent).withInertia()
    assert.equal(forAgent.inertiaProps.service.supportTeam.code, team.code)
    assert.equal(forAgent.inertiaProps.service.owner.id, agent.personId)
  })

  test('T1 the page leads to the visible contracts that cover the service', async ({
    client,
    assert,
  }) => {
    const { service, contract, manager } = await createDesk()
    const other = await createDesk()
    const path = `/services/${service.code}`
    const own = await client.get(path).loginAs(manager).withInertia()
    assert.include(own.inertiaProps.related[0].links[0].label, contract.number)
    const foreign = await client.get(path).loginAs(other.manager).withInertia()
    assert.deepEqual(foreign.inertiaProps.related, [])
  })

  test('the list filters by status and sorts by name in the language of the reader', async ({
    client,
    assert,
  }) => {
    const reader = await createUser({ roles: ['agent_l1'], values: { locale: 'ru' } })
    await createService({ code: 'B', nameRu: 'Архив', nameEn: 'Zebra' })
    await createService({ code: 'A', nameRu: 'Почта', nameEn: 'Archive' })
    await createService({ code: 'OLD', status: 'retired' })
    const page = await client.get('/services').qs({ status: 'live' }).loginAs(reader).withInertia()
    assert.deepEqual(
      page.inertiaProps.list.rows.map((row: { code: string }) => row.code),
      ['B', 'A']
    )
  })

  test('a lookup offers live services only', async ({ client, assert }) => {
    const reader = await createUser({ roles: ['end_user'] })
    await createService({ code: 'MAIL', nameEn: 'E-mail' })
    await createService({ code: 'FAX', nameEn: 'E-fax', status: 'retired' })
    const answer = await client
      .get('/lookups/services')
      .qs({ q: 'e-' })
      .loginAs(reader)
      .accept('json')
    assert.deepEqual(
      answer
        .body()
        .options.map(({ label, description }: Record<string, string>) => [label, description]),
      [['E-mail', 'MAIL']]
    )
  })

  test('without the right there is no catalogue', async ({ client }) => {
    const { service } = await createDesk()
    const nobody = await createUser({ roles: [] })
    for (const path of ['/services', `/services/${service.code}`, '/lookups/services']) {
      const answer = await client.get(path).loginAs(nobody)
      answer.assertStatus(403)
    }
  })
})
