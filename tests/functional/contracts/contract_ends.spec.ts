import { followContractEnds } from '#contracts/actions/follow_contract_ends'
import Contract from '#contracts/models/contract'
import AuditEvent from '#core/models/audit_event'
import Notification from '#core/models/notification'
import type User from '#directory/models/user'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createContract, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

let desk: Desk
let manager: User

async function createEnding(values: Partial<Contract> = {}) {
  moveTo('2026-05-01 10:00')
  desk = await createDesk()
  await desk.contract.merge({ startsOn: '2025-07-01', endsOn: '2026-06-30', ...values }).save()
  manager = await createUser({
    roles: ['account_manager'],
    assignedTo: desk.client,
  })
}

const RENEWS = { renewal: 'automatic', renewalMonths: 12 } as const
const stands = async () => {
  const { state, endsOn } = await Contract.findOrFail(desk.contract.id)
  return [state, endsOn]
}
const noticed = async () => {
  const rows = await Notification.query().where('userId', manager.id).orderBy('id')
  return rows.map(({ params }) => (params as Record<string, string>).event)
}
const history = async () => {
  const rows = await AuditEvent.query()
    .where({ subjectType: 'contract', subjectId: desk.contract.id })
    .orderBy('id')
  return rows.map(({ action, actorLabel }) => [action, actorLabel])
}
async function onDay(day: string) {
  moveTo(`${day} 10:00`)
  const done = await followContractEnds.handle()
  await followContractEnds.handle()
  return done
}

test.group('Ends of contracts', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§2.8 a contract that is not renewed expires the day after its last one', async ({
    assert,
  }) => {
    await createEnding()
    await onDay('2026-06-30')
    assert.deepEqual(await stands(), ['active', '2026-06-30'])
    assert.equal((await onDay('2026-07-01')).expired, 1)
    assert.deepEqual(await stands(), ['expired', '2026-06-30'])
    assert.deepEqual(await history(), [
      ['contract.ending', 'Opora'],
      ['contract.expired', 'Opora'],
    ])
  })

  test('§2.8 a contract that rests expires too; drafts and those without an end are left', async ({
    assert,
  }) => {
    await createEnding({ state: 'suspended' })
    const { client, provider, agreement } = desk
    const of = { client, provider, agreement }
    const draft = await createContract({ ...of, values: { state: 'draft', endsOn: '2026-01-31' } })
    const open = await createContract({ ...of, values: { endsOn: null } })
    assert.equal((await onDay('2026-07-01')).expired, 1)
    assert.deepEqual(await stands(), ['expired', '2026-06-30'])
    assert.equal((await draft.refresh()).state, 'draft')
    assert.equal((await open.refresh()).state, 'active')
  })

  test('§7.1 one that renews itself gets its new end on the last day, once', async ({ assert }) => {
    await createEnding(RENEWS)
    await onDay('2026-06-29')
    assert.deepEqual(await stands(), ['active', '2026-06-30'])
    assert.equal((await onDay('2026-06-30')).renewed, 1)
    assert.deepEqual(await stands(), ['active', '2027-06-30'])
    const renewed = await AuditEvent.findByOrFail('action', 'contract.renewed')
    assert.deepEqual(renewed.changes, [
      { field: 'endsOn', before: '2026-06-30', after: '2027-06-30' },
    ])
    assert.equal(renewed.subjectVersion, 2)
  })

  test('§7.1 a run that comes months late makes up for each renewal', async ({ assert }) => {
    await createEnding({ renewal: 'automatic', renewalMonths: 1, endsOn: '2026-01-31' })
    assert.equal((await onDay('2026-04-15')).renewed, 3)
    assert.deepEqual(await stands(), ['active', '2026-04-30'])
  })

  test('§7.1 one whose successor is in force is not renewed but expires', async ({ assert }) => {
    await createEnding(RENEWS)
    const { client, provider, agreement, service } = desk
    const values = { startsOn: '2026-07-01' }
    await createContract({ client, provider, agreement, service, values })
    assert.equal((await onDay('2026-06-30')).renewed, 0)
    assert.equal((await onDay('2026-07-01')).expired, 1)
    assert.deepEqual(await stands(), ['expired', '2026-06-30'])
  })

  test('§7.1 managers are told as the term of notice begins and 30 days before the end, each once', async ({
    assert,
  }) => {
    await createEnding({ noticeDays: 45 })
    await onDay('2026-05-15')
    assert.deepEqual(await noticed(), [])
    await onDay('2026-05-16')
    assert.deepEqual(await noticed(), ['notice_begins'])
    await onDay('2026-05-31')
    assert.deepEqual(await noticed(), ['notice_begins', 'ending'])
    await onDay('2026-06-20')
    assert.lengthOf(await noticed(), 2)
    // Another end is told of anew.
    await desk.contract.merge({ endsOn: '2026-07-10' }).save()
    await onDay('2026-06-21')
    assert.lengthOf(await noticed(), 4)
  })

  test('days are those of the contract’s zone', async ({ assert }) => {
    await createEnding({ timeZone: 'Asia/Vladivostok' })
    moveTo('2026-06-30 17:30')
    assert.equal((await followContractEnds.handle()).expired, 1)
  })
})

test.group('Ends of contracts by two workers', (group) => {
  group.each.setup(emptyDatabase)
  group.each.teardown(letTimeRun)
  group.each.teardown(emptyDatabase)

  test('§7.1 of two at once one renews, tells and lets expire', async ({ assert }) => {
    await createEnding(RENEWS)
    moveTo('2026-06-30 10:00')
    const renewing = await Promise.all([followContractEnds.handle(), followContractEnds.handle()])
    assert.deepEqual(
      [renewing[0].renewed + renewing[1].renewed, renewing[0].told + renewing[1].told],
      [1, 1]
    )
    await desk.contract.refresh()
    await desk.contract.merge({ renewal: 'none', endsOn: '2026-06-29' }).save()
    const ending = await Promise.all([followContractEnds.handle(), followContractEnds.handle()])
    assert.equal(ending[0].expired + ending[1].expired, 1)
  })
})
