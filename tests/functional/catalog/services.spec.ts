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

  test('CAT-02 what is behind a service is the own people’s to see, prices fewer people’s', async ({
    client,
    assert,
  }) => {
    const needed = await createService()
    const service = await createService({
      ...{ code: 'MAIL', descriptionEn: 'Mailboxes', technicalEn: 'Two nodes' },
      ...{ costMinor: 100, priceMinor: 200, currency: 'RUB' },
    })
    await service.related('needs').attach([needed.id])
    const pageOf = async (role: string, query = '') => {
      const visitor = await createUser({ roles: [role] })
      const page = await client.get(`/services/MAIL${query}`).loginAs(visitor).withInertia()
      return page.inertiaProps
    }
    for (const role of ['end_user', 'customer_manager']) {
      const page = await pageOf(role)
      assert.equal(page.service.descriptionEn, 'Mailboxes')
      assert.isNull(page.technical)
      assert.isNull(page.prices)
      assert.isEmpty(page.uses)
      assert.notInclude(JSON.stringify(page), 'Two nodes')
      assert.notInclude(JSON.stringify(page), needed.code)
    }
    const agent = await pageOf('agent_l1')
    assert.equal(agent.technical.technicalEn, 'Two nodes')
    assert.isNull(agent.prices)
    const lead = await pageOf('team_lead')
    assert.deepInclude(lead.prices, { costMinor: 100, priceMinor: 200, currency: 'RUB' })
    const asCustomer = await pageOf('team_lead', '?view=customer')
    assert.isNull(asCustomer.technical)
    assert.isNull(asCustomer.prices)
    assert.notInclude(JSON.stringify(asCustomer), 'Two nodes')
  })

  test('CAT-02 a customer is not told of services in preparation', async ({ client, assert }) => {
    await createService({ code: 'PLAN', status: 'pipeline' })
    const customer = await createUser({ roles: ['end_user'] })
    const list = await client.get('/services').loginAs(customer).withInertia()
    assert.isEmpty(list.inertiaProps.list.rows)
    const page = await client.get('/services/PLAN').loginAs(customer).withInertia()
    page.assertStatus(404)
    const agent = await createUser({ roles: ['agent_l1'] })
    const shown = await client.get('/services').loginAs(agent).withInertia()
    assert.lengthOf(shown.inertiaProps.list.rows, 1)
  })

  test('CAT-06 a name that is not translated comes with a marker', async ({ client, assert }) => {
    const reader = await createUser({ roles: ['agent_l1'], values: { locale: 'en' } })
    await createService({ code: 'MAIL', nameRu: 'Почта', nameEn: '' })
    const answer = await client.get('/lookups/services').loginAs(reader).accept('json')
    assert.equal(answer.body().options[0].label, 'Почта [RU]')
  })

  test('the list narrows to an owner one may see', async ({ client, assert }) => {
    const { agent, requester } = await createDesk()
    await createService({ code: 'OWNED', ownerPersonId: agent.personId })
    const codes = async (visitor: typeof agent) => {
      const page = await client
        .get('/services')
        .qs({ owner: agent.personId })
        .loginAs(visitor)
        .withInertia()
      return page.inertiaProps.list.rows.map(({ code }: { code: string }) => code)
    }
    assert.deepEqual(await codes(agent), ['OWNED'])
    // Without sight of the owner the filter is no question that is answered.
    assert.lengthOf(await codes(requester), 2)
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
    for (const path of [
      '/services',
      `/services/${service.code}`,
      '/lookups/services',
      '/service-families',
    ]) {
      const answer = await client.get(path).loginAs(nobody)
      answer.assertStatus(403)
    }
  })
})
