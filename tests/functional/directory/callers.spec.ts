import AuditEvent from '#core/models/audit_event'
import Person from '#directory/models/person'
import PersonPhone from '#directory/models/person_phone'
import type User from '#directory/models/user'
import { forgetEverything } from '#tests/helpers/accounts'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, type Desk } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import Ticket from '#tickets/models/ticket'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Answer = {
  added: { value: number; label: string; description: string } | null
  alike: { value: number; description: string }[]
}

const CALLER = { displayName: 'Zoya Volkova', email: null, phone: '8 (916) 000-11-22' }

function add(client: ApiClient, by: User, desk: Desk, values: object = {}) {
  const organisationId = desk.client.id
  return client
    .post('/people/callers')
    .loginAs(by)
    .withCsrfToken()
    .accept('json')
    .json({ ...CALLER, organisationId, isAnother: false, ...values })
}

/** An agent for one client alone. */
async function createAgentOf(desk: Desk) {
  const person = await createPerson({ organisationId: desk.provider.id })
  return createUser({ roles: ['agent_l1'], person, assignedTo: desk.client })
}

test.group('Unknown callers', (group) => {
  group.each.setup(wrapInTransaction)

  test('DSK-25 an agent adds a caller by name and address and opens the ticket for them', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const agent = await createAgentOf(desk)
    const form = await client.get('/incidents/new').loginAs(agent).withInertia()
    assert.isTrue(form.inertiaProps.canAddRequester)

    const answer = await add(client, agent, desk)
    answer.assertStatus(200)
    const { added, alike } = answer.body() as Answer
    assert.lengthOf(alike, 0)
    assert.equal(added!.label, CALLER.displayName)
    assert.equal(added!.description, `${desk.client.name} · ${CALLER.phone}`)
    const person = await Person.findOrFail(added!.value)
    assert.deepInclude(person.serialize(), {
      ...{ organisationId: desk.client.id, email: null, isActive: true, isVip: false },
    })
    const phone = await PersonPhone.findByOrFail('personId', person.id)
    assert.equal(phone.digits, '79160001122')
    const event = await AuditEvent.query()
      .where({ subjectType: 'person', subjectId: person.id })
      .firstOrFail()
    assert.deepEqual([event.action, event.actorUserId], ['person.created', agent.id])

    const body = { impact: 2, urgency: 2, title: 'No dial tone', description: 'Since nine.' }
    const registered = await client
      .post('/incidents')
      .loginAs(agent)
      .withCsrfToken()
      .redirects(0)
      .json({ ...body, requesterId: person.id, channel: 'phone' })
    registered.assertStatus(302)
    assert.equal((await Ticket.query().orderBy('id', 'desc').firstOrFail()).requesterId, person.id)
  })

  test('DSK-25 somebody known by the address is offered instead: {$self}')
    .with(['phone', 'email'] as const)
    .run(async ({ client, assert }, what) => {
      const desk = await createDesk()
      const known = await createPerson({
        ...{ organisationId: desk.client.id, email: 'Zoya@example.org' },
        phone: '+7 916 000-11-22',
      })
      const address =
        what === 'phone' ? CALLER : { ...CALLER, phone: null, email: 'zoya@EXAMPLE.org' }
      const count = async () => (await Person.all()).length
      const before = await count()
      const { added, alike } = (await add(client, desk.agent, desk, address)).body() as Answer
      assert.isNull(added)
      assert.deepEqual(
        alike.map(({ value }) => value),
        [known.id]
      )
      assert.include(alike[0]!.description, 'Zoya@example.org')
      assert.equal(await count(), before)

      const another = await add(client, desk.agent, desk, { ...address, isAnother: true })
      assert.isNotNull((another.body() as Answer).added)
      assert.equal(await count(), before + 1)
    })

  test('T3 nobody of a foreign client is offered, nor somebody inactive', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const agent = await createAgentOf(desk)
    await createPerson({ phone: CALLER.phone })
    const gone = { organisationId: desk.client.id, isActive: false }
    await createPerson({ ...gone, phone: CALLER.phone })
    const { added } = (await add(client, agent, desk)).body() as Answer
    assert.isNotNull(added)
  })

  test('the form says what is missing', async ({ client, assert }) => {
    const desk = await createDesk()
    const closed = await createOrganisation({ isActive: false })
    for (const [field, values] of [
      ['email', { phone: null }],
      ['email', { email: 'not an address' }],
      ['phone', { phone: 'call me' }],
      ['displayName', { displayName: ' ' }],
      ['organisationId', { organisationId: 999_999 }],
      ['organisationId', { organisationId: closed.id }],
    ] as const) {
      const answer = await add(client, desk.agent, desk, values)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('G-04 it takes the right, in that organisation', async ({ client, assert }) => {
    const desk = await createDesk()
    const elsewhere = await createDesk()
    const agent = await createAgentOf(desk)
    const foreign = await add(client, agent, elsewhere)
    foreign.assertStatus(422)
    assert.equal(foreign.body().errors[0].field, 'organisationId')
    for (const role of ['end_user', 'customer_manager', 'auditor', 'account_manager']) {
      const person = await createPerson({ organisationId: desk.client.id })
      const user = await createUser({ roles: [role], person })
      ;(await add(client, user, desk)).assertStatus(403)
    }
    // Who edits people adds them anywhere, by this door too.
    const admin = await createUser({ roles: ['administrator'] })
    ;(await add(client, admin, desk)).assertStatus(200)
    const form = await client.get('/incidents/new').loginAs(desk.manager).withInertia()
    assert.isFalse(form.inertiaProps.canAddRequester)
  })
})

test.group('Unknown callers at one moment', (group) => {
  group.each.teardown(forgetEverything)

  test('DSK-25 two agents who add the same caller make one person', async ({ client, assert }) => {
    const desk = await createDesk()
    const agents = [desk.agent, desk.colleague]
    const answers = await Promise.all(agents.map((agent) => add(client, agent, desk)))
    const told = answers.map((answer) => answer.body() as Answer)
    const added = told.flatMap((answer) => answer.added?.value ?? [])
    assert.lengthOf(added, 1)
    assert.deepEqual(
      told.flatMap(({ alike }) => alike.map(({ value }) => value)),
      added
    )
    assert.lengthOf(await Person.query().where('displayName', CALLER.displayName), 1)
  })
})
