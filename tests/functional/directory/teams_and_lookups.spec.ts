import Team from '#directory/models/team'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

async function createDesk() {
  const provider = await createOrganisation({ kind: 'provider', name: 'Provider' })
  const customer = await createOrganisation({ name: 'Customer' })
  const other = await createOrganisation({ name: 'Other' })
  const engineer = await createPerson({ displayName: 'Engineer', organisationId: provider.id })
  const team = await Team.create({ code: 'NET', name: 'Network', tier: 2, isActive: true })
  await team.related('members').attach({ [engineer.id]: { is_lead: true } })
  const clerk = await createPerson({ displayName: 'Clerk', organisationId: customer.id })
  const stranger = await createPerson({ displayName: 'Stranger', organisationId: other.id })
  const manager = await createUser({ roles: ['customer_manager'], person: clerk })
  const agent = await createUser({ roles: ['agent_l1'], assignedTo: customer })
  return { customer, other, manager, agent, stranger }
}

test.group('Teams and lookups', (group) => {
  group.each.setup(wrapInTransaction)

  test('whoever assigns tickets knows every team and its members', async ({ client, assert }) => {
    const { agent } = await createDesk()
    const page = await client.get('/teams/NET').loginAs(agent).withInertia()
    page.assertStatus(200)
    const [lead] = page.inertiaProps.team.members
    assert.equal(lead.displayName, 'Engineer')
    assert.isTrue(lead.isLead)
    assert.isFalse(lead.hasPage)

    const lookup = await client.get('/lookups/teams').loginAs(agent).accept('json')
    assert.equal(lookup.body().options[0].members[0].label, 'Engineer')
  })

  test("T1 a client sees no team of the provider's", async ({ client, assert }) => {
    const { manager } = await createDesk()
    const list = await client.get('/teams').loginAs(manager).withInertia()
    assert.equal(list.inertiaProps.list.total, 0)
    const page = await client.get('/teams/NET').loginAs(manager)
    page.assertStatus(404)
    const lookup = await client.get('/lookups/teams').loginAs(manager).accept('json')
    assert.deepEqual(lookup.body().options, [])
  })

  test('T1 lookups of people and organisations keep to what one may see', async ({
    client,
    assert,
  }) => {
    const { manager, agent, other } = await createDesk()
    for (const visitor of [manager, agent]) {
      const people = await client.get('/lookups/people').loginAs(visitor).accept('json')
      const names = people.body().options.map((option: { label: string }) => option.label)
      assert.include(names, 'Clerk')
      assert.notInclude(names, 'Stranger')
      const organisations = await client
        .get('/lookups/organisations')
        .loginAs(visitor)
        .accept('json')
      assert.deepEqual(
        organisations.body().options.map((option: { label: string }) => option.label),
        ['Customer']
      )
      const sites = await client
        .get('/lookups/sites')
        .qs({ organisation: other.id })
        .loginAs(visitor)
        .accept('json')
      assert.deepEqual(sites.body().options, [])
    }
  })

  test('a lookup of people narrows to an organisation and what is below it', async ({
    client,
    assert,
  }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const { customer } = await createDesk()
    const part = await createOrganisation({ name: 'Part', parentId: customer.id })
    await createPerson({ displayName: 'Deep Clerk', organisationId: part.id, jobTitle: 'Driver' })
    const answer = await client
      .get('/lookups/people')
      .qs({ q: 'clerk', organisation: customer.id })
      .loginAs(admin)
      .accept('json')
    assert.deepEqual(
      answer
        .body()
        .options.map(({ label, description }: Record<string, string>) => [label, description]),
      [
        ['Clerk', 'Customer'],
        ['Deep Clerk', 'Part · Driver'],
      ]
    )
  })
})
