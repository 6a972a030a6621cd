import { sealAudit } from '#core/actions/seal_audit'
import AuditEvent from '#core/models/audit_event'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import { verifyAudit } from '#core/queries/verify_audit'
import { openSession } from '#directory/actions/open_session'
import { savePerson } from '#directory/actions/save_person'
import { signIn } from '#directory/actions/sign_in'
import Person from '#directory/models/person'
import User from '#directory/models/user'
import UserSession from '#directory/models/user_session'
import { forgetEverything } from '#tests/helpers/accounts'
import { emptyDatabase } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, moveTo, type Desk } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { addComment } from '#tickets/actions/add_comment'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const NAME = 'Иванов Пётр Сергеевич'

// Committed: the audit is verified as a whole, and MariaDB searches only what is committed.
test.group('Anonymising a person', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    moveTo('2026-03-02 10:00')
  })
  group.each.teardown(forgetEverything)

  async function scene() {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    const person = await createPerson({
      ...{ organisationId: desk.client.id, displayName: NAME, email: 'p.ivanov@client.example' },
      ...{ externalKey: 'HR-77', jobTitle: 'Accountant' },
    })
    const user = await createUser({ roles: ['end_user'], person })
    await savePerson.handle({
      actor: actorOf(officer),
      personId: person.id,
      seenVersion: 1,
      values: { phones: [{ number: '+7 495 123-45-67', label: null }] },
    })
    return { desk, officer, person, user }
  }

  async function closedTicket(desk: Desk, requester: User) {
    const ticket = await createIncident(desk, {
      ...{ requesterId: requester.personId, title: `Звонит ${NAME}` },
      description: 'Писать на p.ivanov@client.example, тел. 8 495 1234567. Иванов П. С. ждёт.',
    })
    await addComment.handle({
      ...{ actor: actorOf(requester), ticketId: ticket.id },
      ...{ visibility: 'public', body: 'С уважением, Петр Иванов' },
    })
    await ticket.refresh()
    await cancelIncident.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, version: ticket.version },
      ...{ cause: 'withdrawn' as const, note: null },
    })
    return ticket
  }

  const preview = (client: ApiClient, by: User, person: Person) =>
    client.get(`/people/${person.id}/anonymisation`).loginAs(by).accept('json')
  const anonymise = (client: ApiClient, by: User, person: Person, values: object = {}) =>
    client
      .post(`/people/${person.id}/anonymisation`)
      .loginAs(by)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json({
        ...{ confirmation: NAME, reason: 'Asked by letter', isForced: false, ticketIds: [] },
        ...values,
      })

  const COUNTED = [
    ...['tickets', 'ticket_comments', 'ticket_transitions', 'time_entries', 'people', 'users'],
    ...['configuration_items', 'contracts', 'clocks'],
  ]
  async function figures() {
    const counts: Record<string, number> = {}
    for (const table of COUNTED) {
      const [row] = await db.from(table).count('* as total')
      counts[table] = Number(row.total)
    }
    const byState = await db.from('tickets').groupBy('state').select('state').count('* as total')
    return { counts, byState: byState.map(({ state, total }) => `${state} ${total}`).sort() }
  }

  test('PD 10.1: nothing that stands now names the person, figures stay and the audit holds', async ({
    client,
    assert,
  }) => {
    const { desk, officer, person, user } = await scene()
    const ticket = await closedTicket(desk, user)
    const page = await client.get(`/people/${person.id}`).loginAs(user).withInertia()
    assert.include([200, 403], page.status())
    moveTo('2026-03-02 10:05')
    await sealAudit.handle()
    const before = await figures()

    const found = (await preview(client, officer, person)).body()
    assert.deepEqual(found.obstacles, [])
    assert.containSubset(found.texts, [{ number: ticket.number, hits: 5 }])
    const answer = await anonymise(client, officer, person, { ticketIds: [ticket.id] })
    assert.equal(answer.status(), 302)

    await person.refresh()
    assert.containSubset(person.$attributes, {
      displayName: `Person #${person.id}`,
      ...{ email: null, externalKey: null, jobTitle: null, isActive: false },
    })
    assert.isNotNull(person.anonymisedAt)
    await user.refresh()
    assert.containSubset(user.$attributes, {
      email: `person-${person.id}@anonymised.invalid`,
      isActive: false,
    })
    assert.lengthOf(await UserSession.query().where('userId', user.id), 0)
    assert.lengthOf(await db.from('person_phones').where('person_id', person.id), 0)
    assert.deepEqual(await figures(), before)
    await assertGone(assert)

    moveTo('2026-03-02 10:10')
    await sealAudit.handle()
    const verified = await verifyAudit()
    assert.deepEqual(verified.findings, [])
    assert.isAbove(verified.erasedValues, 0)
    const event = await AuditEvent.findByOrFail('action', 'person.anonymised')
    assert.equal(event.reason, 'Asked by letter')
    const masked = await Ticket.findOrFail(ticket.id)
    assert.equal(masked.title, `Звонит Person #${person.id}`)
  })

  /** Every text of every table, but for what was sealed: titles of tickets as they once were. */
  async function assertGone(assert: { notMatch(text: string, expression: RegExp): void }) {
    const SEALED = ['audit_events', 'audit_seals']
    for (const table of await db.connection().getAllTables()) {
      if (SEALED.includes(table) || table.startsWith('search_documents_fts')) continue
      const text = JSON.stringify(await db.from(table))
      assert.notMatch(text, /Пётр|Петр Иванов|p\.ivanov|1234567|HR-77|Accountant/u)
    }
  }

  test('PD the audit’s own rows name nobody who acts: "user #id", and the name as it is now', async ({
    client,
    assert,
  }) => {
    const { desk, officer, person, user } = await scene()
    await closedTicket(desk, user)
    const rows = await db.from('audit_events').where('actor_user_id', user.id)
    assert.isAbove(rows.length, 0)
    for (const row of rows) assert.equal(row.actor_label, `user #${user.id}`)
    const actors = async () => {
      const page = await client.get('/audit').loginAs(officer).withInertia()
      return (page.inertiaProps.events as { actor: string }[]).map(({ actor }) => actor)
    }
    assert.include(await actors(), NAME)
    await anonymise(client, officer, person)
    assert.notInclude(await actors(), NAME)
    assert.include(await actors(), `Person #${person.id}`)
  })

  test('PD the addresses the person signed in from go, the rows about it stay sealed', async ({
    client,
    assert,
  }) => {
    const { officer, person, user } = await scene()
    const other = await createUser({ roles: ['end_user'] })
    const caller = { ip: '203.0.113.7', userAgent: null, requestId: null }
    for (const account of [user, other]) {
      await openSession.handle({ user: account, caller, isSecondFactorPassed: false })
      const { email } = account
      const wrong = { email, deviceId: email, caller, password: 'wrong' }
      await assert.rejects(() => signIn.handle(wrong))
    }
    moveTo('2026-03-02 10:05')
    await sealAudit.handle()
    const rows = JSON.stringify(await db.from('audit_events'))
    assert.notInclude(rows, '203.0.113.7')

    assert.equal((await anonymise(client, officer, person)).status(), 302)
    const about = async (userId: number) => {
      const events = await AuditEvent.query()
        .where({ subjectType: 'user', subjectId: userId })
        .whereIn('action', ['user.signed_in', 'user.sign_in_failed'])
      return resolvePersonalValues(events.map(({ changes }) => ({ changes })))
    }
    const erased = { field: 'ip', before: null, after: { erased: true } }
    assert.deepEqual(await about(user.id), [{ changes: [erased] }, { changes: [erased] }])
    const kept = { field: 'ip', before: null, after: '203.0.113.7' }
    assert.deepEqual(await about(other.id), [{ changes: [kept] }, { changes: [kept] }])
    moveTo('2026-03-02 10:10')
    await sealAudit.handle()
    const { findings, erasedValues } = await verifyAudit()
    assert.deepEqual(findings, [])
    assert.isAtLeast(erasedValues, 2)
  })

  test('PD open tickets and an active contract are in the way unless it is forced', async ({
    client,
    assert,
  }) => {
    const { desk, officer, person } = await scene()
    await createIncident(desk, { requesterId: person.id })
    const signatory = { name: NAME, position: 'Director', authority: 'Articles' }
    await desk.contract.merge({ signatories: { provider: signatory, client: signatory } }).save()
    const { obstacles } = (await preview(client, officer, person)).body()
    assert.sameDeepMembers(obstacles, [
      { code: 'open_tickets', count: 1 },
      { code: 'contract_signatory', count: 1 },
    ])
    const refused = await anonymise(client, officer, person)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'isForced')
    assert.equal((await anonymise(client, officer, person, { isForced: true })).status(), 302)
  })

  test('PD it is typed, reasoned, done once and never to oneself', async ({ client, assert }) => {
    const { officer, person } = await scene()
    const typo = await anonymise(client, officer, person, { confirmation: 'Иванов' })
    assert.equal(typo.body().errors[0].field, 'confirmation')
    assert.equal((await anonymise(client, officer, person, { reason: '' })).status(), 422)
    const own = await Person.findOrFail(officer.personId)
    const self = await anonymise(client, officer, own, { confirmation: own.displayName })
    assert.equal(self.status(), 422)
    assert.equal((await anonymise(client, officer, person)).status(), 302)
    await person.refresh()
    const again = await anonymise(client, officer, person, { confirmation: person.displayName })
    assert.equal(again.status(), 422)
  })

  test('PD who may not manage personal data neither looks nor does', async ({ client, assert }) => {
    const { desk, person } = await scene()
    const auditor = await createUser({ roles: ['auditor'] })
    for (const user of [desk.agent, auditor]) {
      assert.equal((await preview(client, user, person)).status(), 403)
      assert.equal((await anonymise(client, user, person)).status(), 403)
    }
    assert.equal((await User.findByOrFail('personId', auditor.personId)).isActive, true)
  })
})
