import AuditEvent from '#core/models/audit_event'
import { clock } from '#core/clock'
import PersonAbsence from '#directory/models/person_absence'
import Team from '#directory/models/team'
import type User from '#directory/models/user'
import { awayOn } from '#directory/queries/away_on'
import { wrapInTransaction } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

async function createStaff() {
  const provider = await createOrganisation({ kind: 'provider' })
  const person = (displayName: string) => createPerson({ displayName, organisationId: provider.id })
  const anna = await createUser({ roles: ['end_user'], person: await person('Anna') })
  const boris = await createUser({ roles: ['end_user'], person: await person('Boris') })
  const lead = await createUser({ roles: ['agent_l1'], person: await person('Lead') })
  const other = await createUser({ roles: ['agent_l1'], person: await person('Other') })
  const stranger = await createPerson({ displayName: 'Stranger' })
  const team = await Team.create({ code: 'NET', name: 'Network', tier: 1, isActive: true })
  await team.related('members').attach({
    [anna.personId]: { is_lead: false },
    [boris.personId]: { is_lead: false },
    [lead.personId]: { is_lead: true },
  })
  return {
    anna,
    boris,
    lead,
    other,
    stranger,
    team,
    admin: await createUser({ roles: ['administrator'] }),
  }
}

const days = (startsOn: string, endsOn: string, more: object = {}) => ({
  ...{ startsOn, endsOn, reasonKind: 'vacation', substituteId: null },
  ...more,
})

type Method = 'POST' | 'PUT' | 'DELETE'
function send(client: ApiClient, visitor: User, method: Method, url: string, form: object) {
  return client
    .request(url, method as 'GET')
    .loginAs(visitor)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json(form)
}

test.group('Absences', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-06-10 12:00'))
  group.each.teardown(letTimeRun)

  test('DSK-14 one records the own days and who stands in, without a right to the directory', async ({
    client,
    assert,
  }) => {
    const { anna, boris } = await createStaff()
    const own = '/account/absences'
    const form = days('2026-06-15', '2026-06-28', { substituteId: boris.personId })
    const added = await send(client, anna, 'POST', own, form)
    added.assertStatus(302)
    const page = await client.get(own).loginAs(anna).withInertia()
    const { absences, version } = page.inertiaProps
    assert.equal(absences[0].substitute, 'Boris')
    assert.equal(absences[0].reasonKind, 'vacation')
    const address = `${own}/${absences[0].id}`
    const changed = await send(client, anna, 'PUT', address, {
      ...form,
      endsOn: '2026-06-20',
      version,
    })
    changed.assertStatus(302)
    const stale = await send(client, anna, 'PUT', address, { ...form, version })
    stale.assertStatus(409)
    const removed = await send(client, anna, 'DELETE', address, { version: version + 1 })
    removed.assertStatus(302)
    assert.lengthOf(await PersonAbsence.all(), 0)
    const events = await AuditEvent.query()
      .where({ subjectType: 'person', subjectId: anna.personId })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['person.absence_added', 'person.absence_changed', 'person.absence_removed']
    )
    assert.notInclude(JSON.stringify(events.map(({ changes }) => changes)), 'vacation')
  })

  test('refuses days that overlap, end before they start, or are no days', async ({
    client,
    assert,
  }) => {
    const { anna } = await createStaff()
    const own = '/account/absences'
    await send(client, anna, 'POST', own, days('2026-06-15', '2026-06-20'))
    const wrong: [string, object][] = [
      ['startsOn', days('2026-06-20', '2026-06-25')],
      ['startsOn', days('2026-06-01', '2026-06-15')],
      ['startsOn', days('2026-06-16', '2026-06-17')],
      ['startsOn', days('2026-06-01', '2026-07-01')],
      ['endsOn', days('2026-07-10', '2026-07-09')],
      ['startsOn', days('2026-02-30', '2026-07-09')],
      ['endsOn', days('2026-07-10', '2036-07-10')],
      ['reasonKind', days('2026-07-10', '2026-07-11', { reasonKind: 'boredom' })],
    ]
    for (const [field, form] of wrong) {
      const answer = await send(client, anna, 'POST', own, form)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field, JSON.stringify(form))
    }
    const next = await send(client, anna, 'POST', own, days('2026-06-21', '2026-06-21'))
    next.assertStatus(302)
  })

  test('T3 a substitute is there, is another one, and is of the team or visible', async ({
    client,
    assert,
  }) => {
    const world = await createStaff()
    const { anna, boris, stranger, other } = world
    await send(client, boris, 'POST', '/account/absences', days('2026-06-18', '2026-06-18'))
    for (const substituteId of [boris.personId, anna.personId, stranger.id, other.personId]) {
      const form = days('2026-06-15', '2026-06-20', { substituteId })
      const answer = await send(client, anna, 'POST', '/account/absences', form)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'substituteId')
    }
    const lookup = await client.get('/lookups/substitutes').loginAs(anna).accept('json')
    assert.deepEqual(
      lookup.body().options.map(({ label }: { label: string }) => label),
      ['Boris', 'Lead']
    )
    const { admin } = world
    const forAdmin = await client
      .get(`/lookups/substitutes?person=${anna.personId}`)
      .loginAs(admin)
      .accept('json')
    const names = forAdmin.body().options.map(({ label }: { label: string }) => label)
    assert.deepEqual(names.slice(0, 2), ['Boris', 'Lead'])
    assert.include(names, 'Stranger')
  })

  test("G-04 a lead of the team and who manages accounts record others' days; nobody else", async ({
    client,
    assert,
  }) => {
    const { anna, boris, lead, other, admin } = await createStaff()
    const url = `/people/${anna.personId}/absences`
    const byLead = await send(client, lead, 'POST', url, days('2026-06-15', '2026-06-16'))
    byLead.assertStatus(302)
    const byAdmin = await send(client, admin, 'POST', url, days('2026-07-15', '2026-07-16'))
    byAdmin.assertStatus(302)
    const byOther = await send(client, other, 'POST', url, days('2026-08-15', '2026-08-16'))
    byOther.assertStatus(403)
    const byMate = await send(client, boris, 'POST', url, days('2026-08-15', '2026-08-16'))
    byMate.assertStatus(403)
    const [absence] = await PersonAbsence.all()
    const foreign = `/people/${boris.personId}/absences/${absence!.id}`
    const wrong = await send(client, admin, 'DELETE', foreign, { version: 1 })
    wrong.assertStatus(404)

    const seen = await client.get(`/people/${anna.personId}`).loginAs(other).withInertia()
    assert.isNull(seen.inertiaProps.absences[0].reasonKind)
    assert.isFalse(seen.inertiaProps.canRecordAbsences)
    const known = await client.get(`/people/${anna.personId}`).loginAs(lead).withInertia()
    assert.equal(known.inertiaProps.absences[0].reasonKind, 'vacation')
  })

  test('away is by the date where the person is', async ({ assert }) => {
    const vladivostok = await createOrganisation({ timeZone: 'Asia/Vladivostok' })
    const person = await createPerson({ organisationId: vladivostok.id })
    const there = { personId: person.id, startsOn: '2026-06-11', endsOn: '2026-06-11' }
    await PersonAbsence.create({ ...there, reasonKind: 'vacation' })
    const at = (utc: string) => awayOn([person.id], DateTime.fromISO(utc, { zone: 'utc' }))
    assert.equal((await at('2026-06-10T13:59:59Z')).size, 0)
    assert.equal((await at('2026-06-10T14:00:00Z')).size, 1)
    assert.equal((await at('2026-06-11T13:59:59Z')).size, 1)
    assert.equal((await at('2026-06-11T14:00:00Z')).size, 0)
    assert.equal((await awayOn([person.id], '2026-06-11')).size, 1)
    assert.equal((await awayOn([person.id], '2026-06-12')).size, 0)
    assert.equal((await awayOn([], clock.now())).size, 0)
  })

  test('teams and the choice of an assignee show who is away and who stands in', async ({
    client,
    assert,
  }) => {
    const { anna, boris, lead, other } = await createStaff()
    const form = days('2026-06-09', '2026-06-12', { substituteId: boris.personId })
    await send(client, anna, 'POST', '/account/absences', form)
    const lookup = await client.get('/lookups/teams').loginAs(lead).accept('json')
    const member = () =>
      lookup.body().options[0].members.find(({ label }: { label: string }) => label === 'Anna')
    assert.include(member().description, 'away until')
    assert.include(member().description, 'Boris')
    assert.deepEqual(member().away, {
      ...{ startsOn: '2026-06-09', endsOn: '2026-06-12' },
      substitute: { id: boris.personId, displayName: 'Boris' },
    })
    const page = await client.get('/teams/NET').loginAs(other).withInertia()
    const shown = page.inertiaProps.team.members.find(
      ({ displayName }: { displayName: string }) => displayName === 'Anna'
    )
    assert.equal(shown.away.endsOn, '2026-06-12')
    assert.notProperty(shown.away, 'reasonKind')

    // Whoever stands in falls ill: nobody stands in.
    await send(client, boris, 'POST', '/account/absences', days('2026-06-10', '2026-06-10'))
    const away = await awayOn([anna.personId], clock.now())
    assert.isNull(away.get(anna.personId)!.substitute)
  })
})
