import { approveSilentPeriods } from '#billing/actions/approve_silent_periods'
import { movePeriod } from '#billing/actions/move_period'
import { takeUnitCounts } from '#billing/actions/take_unit_counts'
import BillingPeriod from '#billing/models/billing_period'
import TimeEntry from '#billing/models/time_entry'
import { contractReport } from '#billing/queries/contract_report'
import type { PeriodStep } from '#billing/workflow/period_steps'
import AuditEvent from '#core/models/audit_event'
import { agreedRule, agreeOn, billBy, logMinutes } from '#tests/helpers/billing'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createPerson } from '#tests/helpers/people'
import ContractTerms from '#contracts/models/contract_terms'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('Daily count of units', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-10 12:00')
    desk = await createDesk()
    await desk.contract.merge({ startsOn: '2026-03-01', timeZone: 'Europe/Moscow' }).save()
    await ContractTerms.query().where('contractId', desk.contract.id).delete()
    const tiers = [{ upTo: null, priceMinor: 100_000 }]
    await agreeOn(desk.contract, {
      rules: [
        agreedRule('per_unit', { tiers }, { key: 'people' }),
        agreedRule(
          'per_unit',
          { tiers, counts: { kind: 'items', classKey: 'server' } },
          { key: 'servers' }
        ),
      ],
    })
  })
  group.each.teardown(letTimeRun)

  const counts = async () => {
    const rows = await db
      .from('unit_counts')
      .where('contract_id', desk.contract.id)
      .orderBy(['counted_on', 'rule_key'])
    return rows.map((row) => [row.counted_on, row.rule_key, Number(row.quantity)])
  }
  const peopleNow = async () => {
    const [row] = await db
      .from('people')
      .where({ organisation_id: desk.client.id, is_active: true })
      .count('* as total')
    return Number(row.total)
  }
  const item = (classCode: string) =>
    createConfigurationItem({ organisationId: desk.client.id, classCode })

  test('§7.2 people and items, those of subclasses too, are counted once a day', async ({
    assert,
  }) => {
    await item('virtual_machine')
    await item('physical_server')
    await item('laptop')
    const people = await peopleNow()
    assert.equal(await takeUnitCounts.handle(), 2)
    await createPerson({ organisationId: desk.client.id })
    await item('virtual_machine')
    assert.equal(await takeUnitCounts.handle(), 0)
    const first = [
      ['2026-03-10', 'people', people],
      ['2026-03-10', 'servers', 2],
    ]
    assert.deepEqual(await counts(), first)
    moveTo('2026-03-11 12:00')
    assert.equal(await takeUnitCounts.handle(), 2)
    assert.deepEqual(await counts(), [
      ...first,
      ['2026-03-11', 'people', await peopleNow()],
      ['2026-03-11', 'servers', 3],
    ])
  })

  test("a day begins by the contract's own zone", async ({ assert }) => {
    await desk.contract.merge({ timeZone: 'Asia/Vladivostok' }).save()
    moveTo('2026-03-10 20:00')
    await takeUnitCounts.handle()
    assert.equal((await counts())[0]![0], '2026-03-11')
  })

  test('a contract that does not run counts nothing', async ({ assert }) => {
    for (const values of [
      { state: 'suspended' },
      { state: 'active', startsOn: '2026-03-11' },
      { startsOn: '2026-03-01', endsOn: '2026-03-09' },
    ] as const) {
      await desk.contract.merge(values).save()
      assert.equal(await takeUnitCounts.handle(), 0)
    }
    assert.lengthOf(await counts(), 0)
  })

  test('a preview counts today at once and writes nothing', async ({ assert }) => {
    await item('virtual_machine')
    const { charges } = await contractReport(desk.contract.id, '2026-03')
    assert.deepEqual(
      charges.map(({ quantity }) => quantity),
      [await peopleNow(), 1]
    )
    assert.lengthOf(await counts(), 0)
  })
})

test.group('Approval by silence', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    // A Friday; the desk's agreement counts working days from Monday to Friday.
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(
      desk,
      'tm',
      { ratePerHourMinor: 300_000 },
      { startsOn: '2026-03-01', needsClientApproval: true }
    )
    await logMinutes(desk, '2026-03-02', 60)
    await TimeEntry.query().update({ state: 'approved' })
    for (const step of ['begin_review', 'ask_client'] as PeriodStep[]) await go(step)
  })
  group.each.teardown(letTimeRun)

  const go = (step: PeriodStep, side: 'provider' | 'client' = 'provider') =>
    movePeriod.handle({
      ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
      ...{ step, side, note: step === 'decline' ? 'Too dear' : null },
    })
  const state = async () => (await BillingPeriod.firstOrFail()).state

  test('§7.6 after five working days of silence the system approves, and history says so', async ({
    assert,
  }) => {
    moveTo('2026-04-10 09:00')
    assert.equal(await approveSilentPeriods.handle(), 0)
    moveTo('2026-04-10 10:00')
    assert.equal(await approveSilentPeriods.handle(), 1)
    assert.equal(await state(), 'approved')
    const told = await AuditEvent.query().where('action', 'billing_period.approve').firstOrFail()
    assert.deepEqual([told.actorUserId, told.actorLabel, told.channel], [null, 'Opora', 'system'])
    assert.equal(await approveSilentPeriods.handle(), 0)
  })

  test('§7.6 the contract says how long silence takes', async ({ assert }) => {
    await desk.contract.merge({ clientApprovalDays: 1 }).save()
    moveTo('2026-04-05 10:00')
    assert.equal(await approveSilentPeriods.handle(), 0)
    moveTo('2026-04-06 10:00')
    assert.equal(await approveSilentPeriods.handle(), 1)
  })

  test('§7.6 what the client sent back is not approved', async ({ assert }) => {
    await go('decline', 'client')
    moveTo('2026-05-15 10:00')
    assert.equal(await approveSilentPeriods.handle(), 0)
    assert.equal(await state(), 'review')
  })

  test('§7.6 what something stands in the way of waits', async ({ assert }) => {
    await TimeEntry.query().update({ state: 'submitted' })
    moveTo('2026-05-15 10:00')
    assert.equal(await approveSilentPeriods.handle(), 0)
    assert.equal(await state(), 'client_review')
  })
})
