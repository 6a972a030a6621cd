import { erasePersonalValues } from '#core/actions/erase_personal_values'
import { recordAudit, type AuditEntry } from '#core/actions/record_audit'
import { sealAudit } from '#core/actions/seal_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'
import Role from '#directory/models/role'
import type User from '#directory/models/user'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

type Change = { field: string; before: unknown; after: unknown }
type Row = {
  id: number
  at: string
  actor: string
  action: string
  changes: Change[]
  subject: { label: string; href: string } | null
}
type Props = {
  events: Row[]
  page: { hasNewer: boolean; hasOlder: boolean; total: number; isTotalExact: boolean }
  chain: {
    unsealedCount: number
    sealedCount: number
    lastSealedAt: string | null
    isLate: boolean
  }
  options: { subjects: string[]; actions: string[] }
}

async function read(client: ApiClient, visitor: User, query: Record<string, string> = {}) {
  const response = await client.get('/audit').qs(query).loginAs(visitor).withInertia()
  response.assertStatus(200)
  return response.inertiaProps as unknown as Props
}

function record(entry: Partial<AuditEntry> = {}) {
  const usual = {
    actor: SYSTEM_ACTOR,
    subjectType: 'ticket',
    subjectId: 1,
    organisationId: null,
    action: 'test.done',
  }
  return inTransaction((trx) => recordAudit(trx, { ...usual, ...entry }))
}

const auditor = () => createUser({ roles: ['auditor'] })

test.group('The audit screen', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('G-03 lists who changed what, when, by which way, newest first', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 10:05')
    await record({
      actor: actorOf(desk.agent),
      subjectId: ticket.id,
      changes: [{ field: 'title', before: 'A', after: 'B' }],
    })
    const { events } = await read(client, await auditor())
    assert.containSubset(events[0], {
      at: '2026-03-02T07:05:00.000Z',
      actor: desk.agent.person.displayName,
      action: 'test.done',
      channel: 'ui',
      changes: [{ field: 'title', before: 'A', after: 'B' }],
      subject: { label: ticket.number, href: `/incidents/${ticket.number}` },
    })
    assert.isAbove(events[0]!.id, events[1]!.id)
  })

  test('G-03 without audit.view the page and the export are forbidden', async ({ client }) => {
    for (const role of ['agent_l1', 'team_lead', 'customer_manager', 'end_user']) {
      const visitor = await createUser({ roles: [role] })
      ;(await client.get('/audit').loginAs(visitor).withInertia()).assertStatus(403)
      ;(await client.get('/audit/export').loginAs(visitor)).assertStatus(403)
    }
  })

  test('T1 who may read the audit of one organisation reads no other', async ({
    client,
    assert,
  }) => {
    const [own, foreign] = [await createOrganisation(), await createOrganisation()]
    await record({ organisationId: own.id, action: 'own.done' })
    await record({ organisationId: foreign.id, action: 'foreign.done' })
    await record({ action: 'nobodys.done' })
    const role = await Role.findByOrFail('code', 'customer_manager')
    await db
      .table('role_permissions')
      .insert({ role_id: role.id, permission: 'audit.view', scope: 'organisation' })
    const person = await createPerson({ organisationId: own.id })
    const manager = await createUser({ roles: ['customer_manager'], person })

    const { events, page } = await read(client, manager)
    assert.deepEqual(
      events.map(({ action }) => action),
      ['own.done']
    )
    assert.equal(page.total, 1)
    const csv = await client.get('/audit/export').loginAs(manager)
    assert.include(csv.text(), 'own.done')
    assert.notInclude(csv.text(), 'foreign.done')
    assert.notInclude(csv.text(), 'nobodys.done')
  })

  test('T2 a record the reader may not see has no name and no link', async ({ client, assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const role = await Role.findByOrFail('code', 'cab_member')
    await db
      .table('role_permissions')
      .insert({ role_id: role.id, permission: 'audit.view', scope: 'all' })
    const { events } = await read(client, await createUser({ roles: ['cab_member'] }), {
      subject: 'ticket',
    })
    assert.isNotEmpty(events)
    assert.isTrue(events.every(({ subject }) => subject === null))
    assert.notInclude(JSON.stringify(events), ticket.number)
  })

  test('a relation is told in words, the other end only to those who may see it', async ({
    client,
    assert,
  }) => {
    const [server, application] = [await createConfigurationItem(), await createConfigurationItem()]
    const after = { type: 'depends_on', direction: 'forward', itemId: server.id }
    await record({
      ...{
        subjectType: 'configuration_item',
        subjectId: application.id,
        action: 'configuration_item.related',
      },
      changes: [{ field: 'relation', before: null, after }],
    })
    const told = async (visitor: User) => {
      const { events } = await read(client, visitor, { action: 'configuration_item.related' })
      return (events[0]!.changes[0]!.after as { en: string }).en
    }
    assert.match(await told(await auditor()), new RegExp(`${server.number} ${server.name}$`))
    const role = await Role.findByOrFail('code', 'end_user')
    await db
      .table('role_permissions')
      .insert({ role_id: role.id, permission: 'audit.view', scope: 'all' })
    const blind = await told(await createUser({ roles: ['end_user'] }))
    assert.notInclude(blind, server.name)
    assert.match(blind, new RegExp(`№ ${server.id}$`))
  })

  test('each filter narrows the rows', async ({ client, assert }) => {
    moveTo('2026-03-01 23:30')
    const actor = await createUser({
      roles: [],
      person: await createPerson({ displayName: 'Ёлкина Анна' }),
    })
    await record({
      actor: { ...actorOf(actor), channel: 'api' },
      action: 'a.done',
      subjectType: 'contract',
    })
    moveTo('2026-03-02 00:30')
    await record({ action: 'b.done', subjectType: 'person', subjectId: actor.personId })
    moveTo('2026-03-03 00:00')
    await record({ action: 'c.done' })

    const reader = await auditor()
    const actions = async (query: Record<string, string>) =>
      (await read(client, reader, query)).events.map(({ action }) => action)
    assert.deepEqual(await actions({ subject: 'contract' }), ['a.done'])
    assert.deepEqual(await actions({ action: 'b.done' }), ['b.done'])
    assert.deepEqual(await actions({ channel: 'api' }), ['a.done'])
    assert.deepEqual(await actions({ channel: 'system' }), ['c.done', 'b.done'])
    assert.deepEqual(await actions({ q: 'елкина' }), ['b.done', 'a.done'])
    assert.deepEqual(await actions({ q: 'opora' }), ['c.done', 'b.done'])
    assert.deepEqual(await actions({ q: 'nobody at all' }), [])
    assert.deepEqual(await actions({ channel: 'api', action: 'b.done' }), [])
    // Days of the reader in Moscow, both included.
    assert.deepEqual(await actions({ from: '2026-03-02', to: '2026-03-02' }), ['b.done'])
    assert.deepEqual(await actions({ to: '2026-03-01' }), ['a.done'])
    assert.deepEqual(await actions({ from: '2026-03-03' }), ['c.done'])
  })

  test('an address with nonsense shows the first page', async ({ client, assert }) => {
    await record()
    const nonsense = {
      channel: 'x',
      from: '2026-02-31',
      to: "'",
      page: 'before-x',
      subject: '%',
      action: ';--',
    }
    const { events } = await read(client, await auditor(), nonsense)
    assert.deepEqual(
      events.map(({ action }) => action),
      ['test.done']
    )
  })

  test('pages follow each other without gap or repetition, also while rows are added', async ({
    client,
    assert,
  }) => {
    for (let n = 1; n <= 120; n += 1) await record({ subjectId: n })
    const reader = await auditor()
    const first = await read(client, reader, { subject: 'ticket' })
    assert.deepInclude(first.page, {
      hasNewer: false,
      hasOlder: true,
      total: 120,
      isTotalExact: true,
    })
    await record({ subjectId: 121 })
    const second = await read(client, reader, {
      subject: 'ticket',
      page: `before-${first.events.at(-1)!.id}`,
    })
    const third = await read(client, reader, {
      subject: 'ticket',
      page: `before-${second.events.at(-1)!.id}`,
    })
    assert.isFalse(third.page.hasOlder)
    const ids = [...first.events, ...second.events, ...third.events].map(({ id }) => id)
    assert.lengthOf(new Set(ids), 120)
    assert.deepEqual(
      ids,
      [...ids].sort((left, right) => right - left)
    )

    const back = await read(client, reader, {
      subject: 'ticket',
      page: `after-${third.events[0]!.id}`,
    })
    assert.deepEqual(
      back.events.map(({ id }) => id),
      second.events.map(({ id }) => id)
    )
    assert.isTrue(back.page.hasNewer)
  })

  test('offers the kinds of records and acts that exist', async ({ client, assert }) => {
    for (const action of ['b.done', 'a.done', 'b.done']) {
      await record({ action, subjectType: 'contract' })
    }
    await record({ subjectType: 'ticket', action: 'c.done' })
    const { options } = await read(client, await auditor())
    assert.deepEqual(options, {
      subjects: ['contract', 'ticket'],
      actions: ['a.done', 'b.done', 'c.done'],
      channels: ['ui', 'api', 'import', 'rule', 'system'],
    } as never)
  })

  test('152-FZ shows a personal value until it is erased', async ({ client, assert }) => {
    const changes = [{ field: 'phone', before: null, after: '+7 900 000-00-00' }]
    await record({ subjectType: 'person', subjectId: 77, action: 'person.changed', changes })
    const reader = await auditor()
    const shown = async () =>
      (await read(client, reader, { action: 'person.changed' })).events[0]!.changes
    assert.deepEqual(await shown(), changes)
    await inTransaction((trx) => erasePersonalValues(trx, 'person', 77))
    assert.deepEqual(await shown(), [{ field: 'phone', before: null, after: { erased: true } }])
  })
})

/** Sealing reads what is committed. */
test.group('The state of the chain', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    return async () => {
      letTimeRun()
      await emptyDatabase()
    }
  })

  test('is shown with the time of the last seal and what waits for the next', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    await record()
    await record()
    moveTo('2026-03-02 10:11')
    const reader = await auditor()
    assert.containSubset((await read(client, reader)).chain, {
      lastSealedAt: null,
      unsealedCount: 2,
      isLate: true,
    })
    await sealAudit.handle()
    await record()
    assert.containSubset((await read(client, reader)).chain, {
      lastSealedAt: '2026-03-02T07:11:00.000Z',
      sealedCount: 2,
      unsealedCount: 1,
      isLate: false,
    })
  })
})

test.group('The export of the audit', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  const linesOf = (csv: string) => csv.replace('\uFEFF', '').trimEnd().split('\r\n')
  const exportAs = async (client: ApiClient, visitor: User, query: Record<string, string> = {}) => {
    const response = await client
      .get('/audit/export')
      .qs({ subject: 'ticket', ...query })
      .loginAs(visitor)
    response.assertStatus(200)
    return linesOf(response.text())
  }

  test('has a line per change with words instead of codes, in the reader’s zone', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const changes = [
      { field: 'description', before: null, after: 'One, "two"' },
      { field: 'isActive', before: true, after: false },
    ]
    await record({ changes, reason: 'Because' })
    assert.deepEqual(await exportAs(client, await auditor()), [
      'Time,Who,Channel,Act,Kind of record,Record,Field,Before,After,Reason,Request',
      '2026-03-02 10:00:00 +03:00,Opora,System,test.done,Ticket,#1,Description,,"One, ""two""",Because,',
      '2026-03-02 10:00:00 +03:00,Opora,System,test.done,Ticket,#1,Active,true,false,Because,',
    ])
  })

  test('no cell can run as a formula', async ({ client, assert }) => {
    for (const after of ['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1']) {
      await record({ reason: after, changes: [{ field: 'description', before: after, after }] })
    }
    const lines = await exportAs(client, await auditor())
    assert.lengthOf(
      lines.filter((line) => /(^|,)"?[=+@\t\r-]/.test(line)),
      0
    )
    assert.lengthOf(
      lines.filter((line) => line.includes("'=1+1")),
      1
    )
  })

  test('holds every row of the filter, beyond one page and one read', async ({
    client,
    assert,
  }) => {
    for (let n = 1; n <= 620; n += 1) await record({ subjectId: n })
    await record({ action: 'other.done' })
    const lines = await exportAs(client, await auditor(), { action: 'test.done' })
    assert.lengthOf(lines, 621)
    assert.lengthOf(new Set(lines), 621)
  }).timeout(60_000)

  test('is in the audit itself, with the filter', async ({ client, assert }) => {
    const reader = await auditor()
    await exportAs(client, reader, { q: 'ivanov' })
    const { events } = await read(client, reader, { action: 'audit.exported' })
    assert.deepEqual(events[0]!.changes, [
      { field: 'q', before: null, after: 'ivanov' },
      { field: 'subject', before: null, after: 'ticket' },
    ])
    assert.equal(events[0]!.actor, reader.person.displayName)
  })

  test('comes as a file that no cache keeps', async ({ client, assert }) => {
    moveTo('2026-03-02 23:30')
    const response = await client.get('/audit/export').loginAs(await auditor())
    assert.equal(
      response.header('content-disposition'),
      'attachment; filename="audit-2026-03-02.csv"'
    )
    assert.equal(response.header('cache-control'), 'no-store')
    assert.match(response.header('content-type')!, /^text\/csv/)
  })
})
