import AuditEvent from '#core/models/audit_event'
import RecordView from '#core/models/record_view'
import { SYSTEM_ACTOR } from '#core/actor'
import { importPeople } from '#directory/actions/import_people'
import DistinctPeople from '#directory/models/distinct_people'
import Person from '#directory/models/person'
import PersonAbsence from '#directory/models/person_absence'
import PersonPhone from '#directory/models/person_phone'
import Skill from '#directory/models/skill'
import type User from '#directory/models/user'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { addComment } from '#tickets/actions/add_comment'
import Ticket from '#tickets/models/ticket'
import TicketComment from '#tickets/models/ticket_comment'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

async function createTwins() {
  const desk = await createDesk()
  const organisationId = desk.client.id
  const kept = await createPerson({
    ...{ displayName: 'Anna Berg', email: 'anna@example.org', phone: '+7 495 123-45-67' },
    organisationId,
  })
  const merged = await createPerson({
    ...{ displayName: 'Berg Anna', email: 'ANNA@example.org', phone: '+7 916 000-11-22' },
    ...{ organisationId, jobTitle: 'Accountant', isVip: true, externalKey: 'berg' },
  })
  const admin = await createUser({ roles: ['administrator'] })
  return { desk, kept, merged, admin }
}

type Twins = Awaited<ReturnType<typeof createTwins>>

function merge(client: ApiClient, { admin, kept, merged }: Twins, changes: object = {}) {
  return client
    .post(`/people/${kept.id}/merge`)
    .loginAs(admin)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json({
      ...{ version: 1, otherPersonId: merged.id, otherVersion: 1, phones: 'both' },
      ...{ fields: { jobTitle: 'merged', isVip: 'merged', displayName: 'kept' } },
      ...changes,
    })
}

function send(client: ApiClient, by: User, method: 'POST' | 'DELETE', address: string) {
  return client
    .request(address, method as 'POST')
    .loginAs(by)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
}

function tellApart(client: ApiClient, by: User, { id }: Person, otherPersonIds: number[]) {
  return send(client, by, 'POST', `/people/${id}/distinctions`).json({ otherPersonIds })
}

test.group('Merging people', (group) => {
  group.each.setup(wrapInTransaction)

  test('everything of both belongs to the one that remains; tickets keep their history', async ({
    client,
    assert,
  }) => {
    const twins = await createTwins()
    const { desk, kept, merged, admin } = twins
    const user = await createUser({ roles: ['end_user'], person: merged })
    const ticket = await createIncident(desk, { requesterId: merged.id })
    const comment = { ticketId: ticket.id, visibility: 'public', body: 'Still down' } as const
    await addComment.handle({ actor: actorOf(user), ...comment })
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    await item.merge({ ownerPersonId: merged.id }).save()
    await desk.team.related('members').attach({
      [merged.id]: { is_lead: true },
      [kept.id]: { is_lead: false },
    })
    const skill = await Skill.create({ name: 'Linux' })
    await kept.related('skills').create({ skillId: skill.id, level: 1 })
    await merged.related('skills').create({ skillId: skill.id, level: 3 })
    const report = await createPerson({ organisationId: desk.client.id, managerId: merged.id })
    await kept.merge({ managerId: merged.id }).save()
    await PersonAbsence.create({
      ...{ personId: merged.id, startsOn: '2026-06-01', endsOn: '2026-06-02' },
      ...{ reasonKind: 'vacation', substituteId: kept.id },
    })
    await client.get(`/people/${merged.id}`).loginAs(admin).withInertia()
    const before = await AuditEvent.query().where('subjectType', 'ticket').orderBy('id')
    const { version } = await Ticket.findOrFail(ticket.id)

    const answer = await merge(client, twins)
    answer.assertHeader('location', `/people/${kept.id}`)

    await Promise.all([kept.refresh(), merged.refresh(), item.refresh(), user.refresh()])
    const stored = await Ticket.findOrFail(ticket.id)
    assert.deepEqual([stored.requesterId, stored.version], [kept.id, version])
    const [said] = await TicketComment.query().where('ticketId', ticket.id)
    assert.equal(said!.authorId, kept.id)
    assert.equal(item.ownerPersonId, kept.id)
    assert.equal(user.personId, kept.id)
    assert.isTrue(user.isActive)
    const places = await db.from('team_members').whereIn('person_id', [kept.id, merged.id])
    assert.deepEqual(
      places.map((row) => [row.person_id, Boolean(row.is_lead)]),
      [[kept.id, true]]
    )
    const skills = await db.from('person_skills').whereIn('person_id', [kept.id, merged.id])
    assert.deepEqual(
      skills.map((row) => [row.person_id, row.level]),
      [[kept.id, 3]]
    )
    await report.refresh()
    assert.deepEqual([report.managerId, kept.managerId], [kept.id, null])
    const absence = await PersonAbsence.firstOrFail()
    assert.deepEqual([absence.personId, absence.substituteId], [kept.id, null])
    const views = await RecordView.query().where('subjectType', 'person')
    assert.deepEqual([...new Set(views.map(({ subjectId }) => subjectId))], [kept.id])

    assert.deepEqual(
      [kept.displayName, kept.jobTitle, kept.isVip, kept.isActive],
      ['Anna Berg', 'Accountant', true, true]
    )
    const phones = await PersonPhone.query().where('personId', kept.id).orderBy('position')
    assert.deepEqual(
      phones.map(({ digits }) => digits),
      ['74951234567', '79160001122']
    )
    const after = await AuditEvent.query().where('subjectType', 'ticket').orderBy('id')
    assert.deepEqual(
      after.map(({ id, changes }) => [id, changes]),
      before.map(({ id, changes }) => [id, changes])
    )
  })

  test('the other becomes a signpost: its page leads on, lists and importers too', async ({
    client,
    assert,
  }) => {
    const twins = await createTwins()
    const { kept, merged, admin, desk } = twins
    await merge(client, twins)
    await merged.refresh()
    assert.deepEqual([merged.mergedIntoId, merged.isActive], [kept.id, false])
    const page = await client.get(`/people/${merged.id}`).loginAs(admin).redirects(0)
    page.assertStatus(302)
    page.assertHeader('location', `/people/${kept.id}`)
    const list = await client.get('/people').qs({ q: 'berg' }).loginAs(admin).withInertia()
    assert.equal(list.inertiaProps.list.total, 1)
    const { idByKey, created } = await db.transaction((trx) =>
      importPeople(trx, {
        ...{ actor: SYSTEM_ACTOR, organisationId: desk.client.id, keys: ['berg'] },
      })
    )
    assert.deepEqual([idByKey.get('berg'), created], [kept.id, 0])

    for (const [subjectId, action] of [
      [kept.id, 'person.merged_with'],
      [merged.id, 'person.merged_into'],
    ] as const) {
      const events = await AuditEvent.query().where({ subjectType: 'person', subjectId })
      assert.deepEqual(
        events.map((event) => event.action),
        [action]
      )
    }
    // A third record of the same person takes the signposts along.
    const third = await createPerson({ organisationId: desk.client.id })
    const chain = await merge(client, { ...twins, kept: third, merged: kept }, { otherVersion: 2 })
    chain.assertStatus(302)
    await merged.refresh()
    assert.equal(merged.mergedIntoId, third.id)
    const again = await merge(client, { ...twins, kept: third }, { version: 2, otherVersion: 2 })
    again.assertStatus(422)
  })

  test('T7 is refused across organisations, with oneself, and when stale', async ({
    client,
    assert,
  }) => {
    const twins = await createTwins()
    const stranger = await createPerson()
    const across = await merge(client, { ...twins, merged: stranger })
    across.assertStatus(422)
    assert.equal(across.body().errors[0].field, 'otherPersonId')
    const self = await merge(client, { ...twins, merged: twins.kept })
    self.assertStatus(422)
    const unknown = await merge(client, twins, { otherPersonId: 999_999 })
    unknown.assertStatus(422)
    const stale = await merge(client, twins, { otherVersion: 7 })
    stale.assertStatus(409)
    const forbidden = await merge(client, { ...twins, admin: twins.desk.agent })
    forbidden.assertStatus(403)
    const hidden = await merge(client, { ...twins, kept: stranger, admin: twins.desk.manager })
    hidden.assertStatus(404)
  })

  test('two active accounts refuse it; of one that is off nothing is lost', async ({
    client,
    assert,
  }) => {
    const twins = await createTwins()
    const own = await createUser({ roles: ['end_user'], person: twins.kept })
    const other = await createUser({ roles: ['end_user'], person: twins.merged })
    const both = await merge(client, twins)
    both.assertStatus(422)
    await own.merge({ isActive: false }).save()
    const wrongWay = await merge(client, twins)
    wrongWay.assertStatus(422)
    await own.merge({ isActive: true }).save()
    await other.merge({ isActive: false }).save()
    const done = await merge(client, twins)
    done.assertStatus(302)
    await Promise.all([own.refresh(), other.refresh()])
    assert.deepEqual([own.personId, other.personId], [twins.kept.id, twins.merged.id])
  })

  test('a circle of managers is refused and nothing is changed', async ({ client, assert }) => {
    const twins = await createTwins()
    const { kept, merged, desk } = twins
    const between = await createPerson({ organisationId: desk.client.id, managerId: merged.id })
    await kept.merge({ managerId: between.id }).save()
    const refused = await merge(client, twins)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'managerId')
    await between.refresh()
    assert.equal(between.managerId, merged.id)
    const done = await merge(client, twins, { fields: { managerId: 'merged' } })
    done.assertStatus(302)
  })

  test('likely duplicates are listed with their reasons, in what one may edit', async ({
    client,
    assert,
  }) => {
    const { kept, merged, admin, desk } = await createTwins()
    const page = await client
      .get('/people/duplicates')
      .qs({ organisation: desk.client.code })
      .loginAs(admin)
      .withInertia()
    assert.deepEqual(
      page.inertiaProps.groups.map(
        ({ reasons, people }: { reasons: string[]; people: { id: number }[] }) => [
          reasons,
          people.map(({ id }) => id),
        ]
      ),
      [
        [
          ['email', 'name'],
          [kept.id, merged.id],
        ],
      ]
    )
    const draft = await client
      .get(`/people/${kept.id}/merge`)
      .qs({ with: merged.id })
      .loginAs(admin)
      .withInertia()
    assert.equal(draft.inertiaProps.other.jobTitle, 'Accountant')
    const forbidden = await client.get('/people/duplicates').loginAs(desk.agent)
    forbidden.assertStatus(403)
    const unknown = await client.get('/people/duplicates?organisation=NONE').loginAs(admin)
    unknown.assertStatus(404)
    assert.lengthOf(await Person.query().whereNotNull('mergedIntoId'), 0)
  })

  test('people told apart are no longer suggested, are not merged, and can be taken back', async ({
    client,
    assert,
  }) => {
    const twins = await createTwins()
    const { kept, merged, admin, desk } = twins
    const page = async () => {
      const request = client.get('/people/duplicates').qs({ organisation: desk.client.code })
      const { inertiaProps } = await request.loginAs(admin).withInertia()
      return inertiaProps as { groups: object[]; distinct: { person: { id: number } }[] }
    }
    const from = `/people/duplicates?organisation=${desk.client.code}`
    const said = await tellApart(client, admin, kept, [merged.id]).header('referer', from)
    said.assertHeader('location', from)
    // Said twice, it stands once.
    ;(await tellApart(client, admin, merged, [kept.id])).assertStatus(302)
    assert.lengthOf(await DistinctPeople.all(), 1)
    const after = await page()
    assert.lengthOf(after.groups, 0)
    assert.deepEqual(
      after.distinct.map(({ person }) => person.id),
      [kept.id]
    )
    const draft = client.get(`/people/${kept.id}/merge`).qs({ with: merged.id }).loginAs(admin)
    assert.isTrue((await draft.withInertia()).inertiaProps.areDistinct)
    const refused = await merge(client, twins)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'otherPersonId')
    // On the page itself the refusal leaves both records side by side.
    const pairAddress = `/people/${kept.id}/merge?with=${merged.id}`
    const onPage = await merge(client, twins).accept('html').header('referer', pairAddress)
    onPage.assertHeader('location', pairAddress)

    const back = await send(client, admin, 'DELETE', `/people/${merged.id}/distinctions/${kept.id}`)
    back.assertStatus(302)
    const open = await page()
    assert.deepEqual([open.groups.length, open.distinct.length], [1, 0])
    for (const [one, other] of [
      [kept, merged],
      [merged, kept],
    ] as const) {
      const events = await AuditEvent.query()
        .where({ subjectType: 'person', subjectId: one.id })
        .orderBy('id')
      const field = 'distinctPersonId'
      assert.deepEqual(
        events.map(({ action, actorUserId, changes }) => ({ action, actorUserId, changes })),
        [
          {
            ...{ action: 'person.told_apart', actorUserId: admin.id },
            changes: [{ field, before: null, after: other.id }],
          },
          {
            ...{ action: 'person.apart_withdrawn', actorUserId: admin.id },
            changes: [{ field, before: other.id, after: null }],
          },
        ]
      )
    }
  })

  test('G-04 T3 people are told apart only by who may edit both, within one organisation', async ({
    client,
    assert,
  }) => {
    const { kept, merged, admin, desk } = await createTwins()
    const stranger = await createPerson()
    ;(await tellApart(client, desk.agent, kept, [merged.id])).assertStatus(403)
    ;(await tellApart(client, desk.manager, stranger, [merged.id])).assertStatus(404)
    for (const others of [[], [kept.id], [stranger.id], [999_999]]) {
      ;(await tellApart(client, admin, kept, others)).assertStatus(422)
    }
    const address = `/people/${kept.id}/distinctions/${merged.id}`
    ;(await send(client, desk.agent, 'DELETE', address)).assertStatus(403)
    assert.lengthOf(await DistinctPeople.all(), 0)
  })

  test('a merge takes what was told apart along, once', async ({ client, assert }) => {
    const twins = await createTwins()
    const { kept, merged, admin, desk } = twins
    const third = await createPerson({ organisationId: desk.client.id })
    const fourth = await createPerson({ organisationId: desk.client.id })
    await tellApart(client, admin, merged, [third.id, fourth.id])
    await tellApart(client, admin, kept, [third.id])
    ;(await merge(client, twins)).assertStatus(302)
    const pairs = await DistinctPeople.query().orderBy('otherPersonId')
    assert.deepEqual(
      pairs.map(({ personId, otherPersonId }) => [personId, otherPersonId]),
      [
        [kept.id, third.id],
        [kept.id, fourth.id],
      ]
    )
  })
})
