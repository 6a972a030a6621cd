import type { ClosingInput } from '#billing/actions/close_periods'
import { closePeriods } from '#billing/actions/close_periods'
import { correctCharge } from '#billing/actions/correct_charge'
import { movePeriod } from '#billing/actions/move_period'
import { CorrectionTooLarge } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import ChargeLine from '#billing/models/charge_line'
import TimeEntry from '#billing/models/time_entry'
import WorkType from '#billing/models/work_type'
import type { PeriodStep } from '#billing/workflow/period_steps'
import Contract from '#contracts/models/contract'
import { runBackgroundTask } from '#core/actions/run_background_task'
import BackgroundTask from '#core/models/background_task'
import { sumMinutes } from '#core/duration'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { startBillingProcess, type BillingWork } from '#tests/helpers/billing_processes'
import { emptyDatabase } from '#tests/helpers/database'
import { actorOf, createContract, createDesk, createIncident, type Desk } from '#tests/helpers/desk'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { setTimeout as wait } from 'node:timers/promises'

/** LONG=1 kills thirty times instead of four. */
const KILLS = process.env.LONG ? 30 : 4
const CONTRACTS = 12
const LAST_MONTH = DateTime.now().setZone('Europe/Moscow').minus({ months: 1 })
const MONTH = LAST_MONTH.toFormat('yyyy-MM')

test.group('Billing in processes of their own', (group) => {
  let desk: Desk

  group.each.setup(emptyDatabase)
  group.each.setup(async () => {
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: `${MONTH}-01` })
  })
  group.each.teardown(emptyDatabase)

  const commandOf = (step: PeriodStep, values: { version?: number } = {}) => ({
    ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: MONTH },
    ...{ step, side: 'provider' as const, ...values },
  })

  async function logApproved(...minutes: number[]) {
    await logMinutes(desk, `${MONTH}-02`, ...minutes)
    await TimeEntry.query().update({ state: 'approved' })
  }

  async function together(...works: BillingWork[]) {
    const processes = await Promise.all(works.map((work) => startBillingProcess(work)))
    for (const each of processes) each.tell()
    return Promise.all(processes.map((each) => each.answer()))
  }

  /** Every minute in one period's billed entries, or still uncharged; none in two. */
  async function refuteLostMinutes(assert: { deepEqual(a: unknown, b: unknown): void }) {
    const entries = await TimeEntry.query().orderBy('id')
    const parts = await db.from('billed_entries')
    const partsOf = Map.groupBy(parts, (part) => Number(part.time_entry_id))
    for (const { id, billingPeriodId, rawMinutes } of entries) {
      const own = partsOf.get(id) ?? []
      const periods = new Set(own.map((part) => Number(part.billing_period_id)))
      assert.deepEqual([...periods], billingPeriodId === null ? [] : [billingPeriodId])
      const minutes = sumMinutes(own.map((part) => Number(part.raw_minutes)))
      assert.deepEqual([id, minutes], [id, billingPeriodId === null ? 0 : rawMinutes])
    }
  }

  test('§7.6 of two managers who approve a period at once one wins, the other is told so', async ({
    assert,
  }) => {
    await logApproved(60, 30)
    await movePeriod.handle(commandOf('begin_review'))
    const { version } = await BillingPeriod.firstOrFail()
    const command = commandOf('approve', { version })
    const other = { ...command, actor: actorOf(desk.colleague) }
    const answers = await together({ kind: 'move', command }, { kind: 'move', command: other })
    assert.sameDeepMembers(answers, [{ state: 'approved' }, { refusal: 'StaleRecord' }])
    assert.lengthOf(await ChargeLine.all(), 1)
    assert.lengthOf(await db.from('audit_events').where('action', 'billing_period.approve'), 1)
    await refuteLostMinutes(assert)
  }).timeout(120_000)

  test('§7.6 of two who did not look at the version the second is refused the step', async ({
    assert,
  }) => {
    await logApproved(60)
    const command = commandOf('begin_review')
    const answers = await together({ kind: 'move', command }, { kind: 'move', command })
    assert.sameDeepMembers(answers, [{ state: 'review' }, { refusal: 'PeriodStepNotAllowed' }])
    assert.lengthOf(await BillingPeriod.all(), 1)
  }).timeout(120_000)

  test('§7.6 while somebody logs and rewrites work, a closed period loses no minute', async ({
    assert,
  }) => {
    const ticket = await createIncident(desk)
    const { id: workTypeId } = await WorkType.findByOrFail('code', 'remote_support')
    const [agent, approver] = [actorOf(desk.agent), actorOf(desk.colleague)]
    const logging = await startBillingProcess({
      ...{ kind: 'log', workDate: `${MONTH}-02` },
      desk: { agent, approver, ticketId: ticket.id, workTypeId },
    })
    await movePeriod.handle(commandOf('begin_review'))
    logging.tell()
    await until(async () => (await TimeEntry.query().where('state', 'approved')).length > 3)
    await until(() =>
      movePeriod.handle(commandOf('approve')).then(
        () => true,
        () => false
      )
    )
    const atClosing = (await TimeEntry.query().whereNotNull('billingPeriodId')).length
    await until(
      async () =>
        (await TimeEntry.query().whereNull('billingPeriodId').where('version', 4)).length > 2
    )
    logging.tell()
    const { written } = (await logging.answer()) as { written: { id: number; minutes: number }[] }

    const entries = await TimeEntry.query().orderBy('id')
    assert.deepEqual(
      entries.map(({ id, rawMinutes }) => ({ id, minutes: rawMinutes })),
      written
    )
    assert.isAbove(atClosing, 3)
    assert.isAbove(entries.length, atClosing)
    await refuteLostMinutes(assert)
  }).timeout(120_000)

  test('§7.6 what was judged while the period waited for its work is charged as judged', async ({
    assert,
  }) => {
    await logApproved(60, 30)
    await movePeriod.handle(commandOf('begin_review'))
    const judging = await db.transaction()
    await judging.from('time_entries').where('raw_minutes', 60).update({ is_billable: false })
    const approving = movePeriod.handle(commandOf('approve'))
    // Long enough to come as far as the work that is being judged.
    await wait(300)
    await judging.commit()
    await approving
    const [line] = await ChargeLine.all()
    assert.equal(line!.quantity, '30')
  })

  test('§7.6 of two corrections at once only what was charged is taken back', async ({
    assert,
  }) => {
    await logApproved(60)
    for (const each of ['begin_review', 'approve', 'lock'] as const) {
      await movePeriod.handle(commandOf(each))
    }
    const line = await ChargeLine.firstOrFail()
    const correct = () =>
      correctCharge.handle({
        ...{ actor: actorOf(desk.agent), lineId: line.id, reason: 'Ours' },
        change: { deltaMinutes: -40, entryId: null },
      })
    const outcomes = await Promise.allSettled([correct(), correct()])
    const refused = outcomes.filter((each) => each.status === 'rejected')
    assert.lengthOf(refused, 1)
    assert.instanceOf(refused[0]!.reason, CorrectionTooLarge)
    assert.lengthOf(await db.from('billing_corrections'), 1)
  })

  test('§7.6 killed in the middle of closing, each contract is closed whole or untouched', async ({
    assert,
  }) => {
    const contracts = await contractsWithWork()
    let midway = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const task = await closingTask(contracts)
      const closing = await startBillingProcess({ kind: 'close', taskId: task.id })
      const before = await lockedCount()
      closing.tell()
      await until(async () => (await lockedCount()) > before, 1)
      await wait(kill * 3)
      await closing.kill()
      const locked = await lockedCount()
      if (locked < CONTRACTS) midway += 1
      await refuteHalves(assert)
      if (locked === CONTRACTS) break
    }
    assert.isAbove(midway, 0)
    const task = await closingTask(contracts)
    await runBackgroundTask(task.id, closePeriods)
    assert.equal(await lockedCount(), CONTRACTS)
    await refuteHalves(assert)
    await refuteLostMinutes(assert)
    assert.lengthOf(
      await db.from('audit_events').where('action', 'billing_period.approve'),
      CONTRACTS
    )
  }).timeout(180_000)

  /** What is approved has all its work and totals, what is not has none of it. */
  async function refuteHalves(assert: { deepEqual(a: unknown, b: unknown): void }) {
    for (const period of await BillingPeriod.all()) {
      const isApproved = ['approved', 'locked'].includes(period.state)
      const own = { billing_period_id: period.id }
      const counts = [
        (await db.from('charge_lines').where(own)).length,
        (await db.from('billed_entries').where(own)).length,
        (await db.from('time_entries').where(own)).length,
        Number(period.netMinor),
      ]
      assert.deepEqual(counts, isApproved ? [1, 20, 20, 1_000_000] : [0, 0, 0, 0])
    }
  }

  /** Each with twenty entries of ten minutes. */
  async function contractsWithWork(): Promise<number[]> {
    const ids: number[] = []
    const parties = { client: desk.client, provider: desk.provider, agreement: desk.agreement }
    const ticket = await createIncident(desk)
    const type = await WorkType.findByOrFail('code', 'remote_support')
    for (let index = 0; index < CONTRACTS; index += 1) {
      const values = { startsOn: `${MONTH}-01` }
      const contract = await createContract({ ...parties, values })
      await billBy({ ...desk, contract }, 'tm', { ratePerHourMinor: 300_000 })
      await TimeEntry.createMany(
        Array.from({ length: 20 }, () => ({
          ...{ ticketId: ticket.id, organisationId: desk.client.id, contractId: contract.id },
          ...{ personId: desk.agent.personId, workTypeId: type.id, workDate: `${MONTH}-02` },
          ...{ rawMinutes: 10, isBillable: true, state: 'approved' as const, version: 1 },
        }))
      )
      ids.push(contract.id)
    }
    await Contract.query().whereIn('id', ids).update({ state: 'active' })
    return ids
  }

  function closingTask(contractIds: number[]) {
    const input: ClosingInput = {
      ...{ month: MONTH, contractIds, actor: actorOf(desk.agent), language: 'ru' },
      timeZone: 'Europe/Moscow',
      reach: { all: true, organisationIds: [], teamIds: [], own: false },
    }
    return BackgroundTask.create({
      ...{ kind: 'billing_closing', requestedByUserId: desk.agent.id, organisationId: null, input },
      ...{ state: 'queued', progressDone: 0, progressTotal: contractIds.length },
    })
  }

  async function lockedCount(): Promise<number> {
    return (await BillingPeriod.query().where('state', 'locked')).length
  }
})

async function until(isDone: () => Promise<boolean>, pause = 20) {
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    if (await isDone()) return
    await wait(pause)
  }
  throw new Error('It took too long')
}
