import { changeTimeEntry } from '#billing/actions/change_time_entry'
import { correctCharge } from '#billing/actions/correct_charge'
import { movePeriod } from '#billing/actions/move_period'
import { moveTimeEntries } from '#billing/actions/move_time_entries'
import { unlockPeriod } from '#billing/actions/unlock_period'
import {
  CorrectionTooLarge,
  LaterPeriodFrozen,
  PeriodHindered,
  PeriodIsFrozen,
  PeriodStepNotAllowed,
  UnlockNeedsAnother,
} from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import ChargeLine from '#billing/models/charge_line'
import TimeEntry from '#billing/models/time_entry'
import { contractReport } from '#billing/queries/contract_report'
import type { PeriodStep } from '#billing/workflow/period_steps'
import { StaleRecord } from '#core/errors'
import { agreedRule, agreeOn, billBy, logMinutes, logWork } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import db from '@adonisjs/lucid/services/db'
import { workOffQueue } from '#tests/helpers/queue'
import { test } from '@japa/runner'

test.group('Billing periods', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
  })
  group.each.teardown(letTimeRun)

  const step = (name: PeriodStep, values: Partial<Parameters<typeof movePeriod.handle>[0]> = {}) =>
    movePeriod.handle({
      ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
      ...{ step: name, side: 'provider', ...values },
    })
  const report = (month = '2026-03') => contractReport(desk.contract.id, month)

  async function approveWork() {
    await TimeEntry.query().whereNot('state', 'approved').update({ state: 'approved' })
  }

  /** March with an hour and a half of approved work, locked. */
  async function lockMarch() {
    await logMinutes(desk, '2026-03-02', 60, 30)
    await approveWork()
    for (const each of ['begin_review', 'approve', 'lock'] as const) await step(each)
    return BillingPeriod.findByOrFail('contractId', desk.contract.id)
  }

  test('§7.6 from review to the invoice, each step in its order and with its history', async ({
    assert,
  }) => {
    const period = await lockMarch()
    await step('invoice', { number: 'СЧ-15', date: '2026-04-03' })
    await period.refresh()
    assert.containSubset(period.serialize(), {
      ...{ state: 'invoiced', number: 1, startsOn: '2026-03-01', endsOn: '2026-03-31' },
      ...{ actNumber: `${desk.contract.number}/2026-03`, invoiceNumber: 'СЧ-15', version: 5 },
    })
    assert.equal(Number(period.grossMinor), 549_000)
    const events = await db
      .from('audit_events')
      .where({ subject_type: 'billing_period', subject_id: period.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['begin_review', 'approve', 'lock', 'invoice'].map((name) => `billing_period.${name}`)
    )
    await assert.rejects(() => step('reopen'), PeriodStepNotAllowed as never)
  })

  test('§7.6 nothing is approved while work is not, has no rate or no rule, or the period runs', async ({
    assert,
  }) => {
    await logMinutes(desk, '2026-03-02', 60)
    await step('begin_review')
    const drafts = await hindered(() => step('approve'))
    assert.deepEqual(drafts.params, { unapproved: 1, unrated: 0, untaken: 0 })
    await approveWork()
    await db.from('rates').update({ valid_from: '2026-03-03' })
    const unrated = await hindered(() => step('approve'))
    assert.deepEqual(unrated.params, { unapproved: 0, unrated: 1, untaken: 0 })
    moveTo('2026-03-31 10:00')
    const running = await hindered(() => step('approve'))
    assert.equal(running.messageKey, 'billing.refused.period_running')
    assert.equal(await countOf('charge_lines'), 0)
  })

  test('§7.6 periods are approved in their order, for balances go on', async ({ assert }) => {
    moveTo('2026-05-02 10:00')
    await step('begin_review', { month: '2026-04' })
    const refusal = await hindered(() => step('approve', { month: '2026-04' }))
    assert.equal(refusal.messageKey, 'billing.refused.earlier_open')
  })

  test('§7.6 what is approved stays: rates, names and terms may change, the report does not', async ({
    assert,
  }) => {
    await lockMarch()
    const before = await report()
    await db.from('rates').update({ rate_per_hour_minor: 999_999 })
    await desk.client.merge({ name: 'Renamed', legalName: null }).save()
    await desk.contract.merge({ name: 'Another name' }).save()
    const after = await report()
    for (const key of [
      'charges',
      'totals',
      'entries',
      'consumption',
      'client',
      'contract',
    ] as const) {
      assert.deepEqual(after[key], before[key])
    }
    assert.deepEqual([after.period.state, after.period.revision], ['locked', 1])
  })

  test('§2.8 work of an approved period cannot be changed, by nobody', async ({ assert }) => {
    await lockMarch()
    const [entry] = await TimeEntry.query().orderBy('id')
    const judge = () =>
      changeTimeEntry.judge(
        { actor: actorOf(desk.colleague), entryId: entry!.id, version: entry!.version },
        { isBillable: false, nonBillableReason: 'goodwill', reason: 'As agreed' }
      )
    await assert.rejects(judge, PeriodIsFrozen as never)
    const seen = [{ id: entry!.id, version: entry!.version }]
    const actor = actorOf(desk.colleague)
    const moved = await moveTimeEntries.handle({ actor, step: 'reject', entries: seen, note: '?' })
    assert.deepEqual(moved, { moved: 0, stale: 0, refused: 1 })
  })

  test('§7.6 work that is logged late comes into the next period with its own date', async ({
    assert,
  }) => {
    await lockMarch()
    await logMinutes(desk, '2026-03-30', 60)
    const [march, april] = [await report(), await report('2026-04')]
    assert.equal(march.totals.netMinor, 450_000)
    assert.equal(april.totals.netMinor, 300_000)
    assert.deepEqual(
      april.entries.map(({ workDate }) => workDate),
      ['2026-03-30']
    )
  })

  test('§7.6 two people unlock: the lines of before stay as revision 1, the next are ed. 2', async ({
    assert,
  }) => {
    const period = await lockMarch()
    const of = { contractId: desk.contract.id, month: '2026-03' }
    const first = { ...of, actor: actorOf(desk.agent) }
    await unlockPeriod.ask(first, 'An hour is missing')
    await assert.rejects(() => unlockPeriod.confirm(first), UnlockNeedsAnother as never)
    await workOffQueue()
    await unlockPeriod.confirm({ ...of, actor: actorOf(desk.colleague) })
    await period.refresh()
    assert.deepEqual([period.state, period.revision, period.actNumber], ['review', 2, null])
    await logMinutes(desk, '2026-03-30', 60)
    await approveWork()
    for (const each of ['approve', 'lock'] as const) await step(each)
    const lines = await ChargeLine.query().where('billingPeriodId', period.id).orderBy('id')
    assert.deepEqual(
      lines.map(({ revision, amountMinor }) => [revision, Number(amountMinor)]),
      [
        [1, 450_000],
        [2, 750_000],
      ]
    )
    await period.refresh()
    assert.equal(period.actNumber, `${desk.contract.number}/2026-03-2`)
  })

  test('§7.6 a correction reverses in the next period, at the price and VAT of the first', async ({
    assert,
  }) => {
    moveTo('2026-01-10 10:00')
    await desk.contract.merge({ startsOn: '2025-12-01' }).save()
    await logMinutes(desk, '2025-12-02', 60)
    await approveWork()
    for (const each of ['begin_review', 'approve', 'lock'] as const) {
      await step(each, { month: '2025-12' })
    }
    const line = await ChargeLine.firstOrFail()
    const actor = actorOf(desk.agent)
    const correct = (deltaMinutes: number) =>
      correctCharge.handle({
        ...{ actor, lineId: line.id, change: { deltaMinutes, entryId: null } },
        reason: 'Half an hour was ours',
      })
    await assert.rejects(() => correct(-61), CorrectionTooLarge as never)
    await correct(-30)
    const january = await report('2026-01')
    assert.containSubset(january.charges, [
      {
        ...{ kind: 'correction', quantity: -30, netMinor: -150_000, vatRate: '20' },
        ...{ vatMinor: -30_000, originMonth: '2025-12' },
      },
    ])
    await assert.rejects(() => correct(-31), CorrectionTooLarge as never)
    assert.equal((await report('2025-12')).totals.netMinor, 300_000)
  })

  test('§7.6 a period others go on from is not opened again', async ({ assert }) => {
    await lockMarch()
    moveTo('2026-05-02 10:00')
    for (const each of ['begin_review', 'approve'] as const) await step(each, { month: '2026-04' })
    const command = { actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' }
    await assert.rejects(() => unlockPeriod.ask(command, 'Why not'), LaterPeriodFrozen as never)
    await step('withdraw_approval', { month: '2026-04' })
    await unlockPeriod.ask(command, 'Why not')
  })

  test('§7.6 where the client approves nobody else does; declined, it comes back with the question', async ({
    assert,
  }) => {
    await desk.contract.merge({ needsClientApproval: true }).save()
    await logMinutes(desk, '2026-03-02', 60)
    await approveWork()
    await step('begin_review')
    await assert.rejects(() => step('approve'), PeriodStepNotAllowed as never)
    await step('ask_client')
    await step('decline', { side: 'client', note: 'What was done on the second?' })
    const period = await BillingPeriod.firstOrFail()
    assert.deepEqual([period.state, period.note], ['review', 'What was done on the second?'])
    await step('ask_client')
    await step('approve', { side: 'client' })
    assert.equal((await report()).period.state, 'approved')
  })

  test('§7.5 broken promises give back a part of the fee in the next period', async ({
    assert,
  }) => {
    const terms = { feeMinor: 10_000_000, includedMinutes: 0 }
    await db.from('contract_terms').delete()
    await agreeOn(desk.contract, {
      rules: [agreedRule('fixed_fee', terms)],
      credits: {
        table: [
          { from: '95', creditPercent: '0' },
          { from: '0', creditPercent: '20' },
        ],
        capPercent: '15',
      },
    })
    moveTo('2026-03-02 10:00')
    const ticket = await createIncident(desk)
    await db
      .from('clocks')
      .where('ticket_id', ticket.id)
      .update({ state: 'breached_stopped', stopped_at: '2026-03-20 10:00:00' })
    moveTo('2026-04-20 10:00')
    const april = await report('2026-04')
    assert.containSubset(april.charges, [
      { kind: 'sla_credit', netMinor: -1_500_000, vatMinor: -330_000 },
    ])
    assert.equal(april.totals.netMinor, 8_500_000)
  })

  test('BT-10b what is spent on a ticket is charged at its markup, roads by the policy', async ({
    assert,
  }) => {
    await db.from('contract_terms').delete()
    await agreeOn(desk.contract, {
      ...{ ratePerHourMinor: 250_000, rules: [agreedRule('tm')] },
      travel: { travelPercent: '100', perKmMinor: 3_500, callOutFeeMinor: 150_000 },
    })
    const ticket = await createIncident(desk)
    await logWork(desk, { ticket, minutes: 75 })
    const road = await db.from('work_types').where('code', 'travel').firstOrFail()
    await logWork(desk, { ticket, minutes: 100, workTypeId: road.id })
    const at = { created_at: '2026-03-02 10:00:00', updated_at: '2026-03-02 10:00:00' }
    const own = {
      ...{ organisation_id: desk.client.id, contract_id: desk.contract.id, ticket_id: ticket.id },
      ...{ person_id: desk.agent.personId, spent_on: '2026-03-02', is_billable: true, version: 1 },
    }
    await db.table('expenses').multiInsert([
      {
        ...own,
        ...at,
        kind: 'mileage',
        name: 'Road',
        quantity: '37',
        unit: 'km',
        cost_minor: null,
        markup_percent: '0',
      },
      {
        ...own,
        ...at,
        kind: 'call_out',
        name: 'Visit',
        quantity: '1',
        unit: 'piece',
        cost_minor: null,
        markup_percent: '0',
      },
    ])
    const { charges, totals } = await report()
    assert.deepEqual(
      charges.map(({ kind, amountMinor }) => [kind, amountMinor]),
      [
        ['time', 312_500],
        ['travel', 416_667],
        ['mileage', 129_500],
        ['call_out', 150_000],
      ]
    )
    assert.deepEqual(totals, { netMinor: 1_008_667, vatMinor: 221_907, grossMinor: 1_230_574 })
  })

  test('G-15 of two who saw the same period the second is told what changed', async ({
    assert,
  }) => {
    await step('begin_review')
    await step('reopen', { version: 2 })
    await assert.rejects(() => step('reopen', { version: 2 }), StaleRecord as never)
  })

  async function hindered(act: () => Promise<unknown>): Promise<PeriodHindered> {
    const refusal = await act().catch((error: unknown) => error)
    if (!(refusal instanceof PeriodHindered)) throw new Error('Nothing stood in the way')
    return refusal
  }

  async function countOf(table: string) {
    const [row] = await db.from(table).count('* as total')
    return Number(row.total)
  }
})
