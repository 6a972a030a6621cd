import { addExpense } from '#billing/actions/add_expense'
import { correctCharge } from '#billing/actions/correct_charge'
import { movePeriod } from '#billing/actions/move_period'
import { takeUnitCounts } from '#billing/actions/take_unit_counts'
import ChargeLine from '#billing/models/charge_line'
import TimeEntry from '#billing/models/time_entry'
import { contractBoard } from '#billing/queries/contract_board'
import { periodBill, periodBills } from '#billing/queries/period_bill'
import { obstaclesOf } from '#billing/queries/period_obstacles'
import Contract from '#contracts/models/contract'
import ContractTerms from '#contracts/models/contract_terms'
import type { AgreedTerms } from '#contracts/actions/write_terms'
import { SYSTEM_ACTOR } from '#core/actor'
import { toSqlUtc } from '#core/columns'
import { listQuery } from '#core/queries/list_query'
import { loadPrincipal } from '#directory/queries/load_principal'
import { agreedRule, agreeOn, logMinutes, logWork, openIncidents } from '#tests/helpers/billing'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { countQueries } from '#tests/helpers/queries'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

type Agreed = Partial<AgreedTerms> & { ratePerHourMinor?: number; rules: AgreedTerms['rules'] }

const TIERS = [{ upTo: null, priceMinor: 100_000 }]
const SERVERS = { kind: 'items', classKey: 'server' } as const
const CREDITS = { table: [{ from: '0', creditPercent: '20' }], capPercent: null }
const NIGHT = {
  ...{ band: 'night', multiplier: '2', days: 'any', fromMinute: 0, toMinute: 360 },
  ...{ validFrom: '2026-01-01', validTo: null },
}
/** One contract for each way of charging. */
const CHARGED: Record<string, Agreed> = {
  hours: {
    ...{ ratePerHourMinor: 300_000, capMinor: 800_000, capMinutes: 240 },
    rules: [agreedRule('tm')],
  },
  fee: {
    rules: [agreedRule('fixed_fee', { feeMinor: 6_000_000, includedMinutes: 200 })],
    credits: CREDITS,
  },
  block: {
    rules: [
      agreedRule('prepaid_block', {
        ...{ feeMinor: 900_000, grantMinutes: 90 },
        overage: { kind: 'rate', ratePerHourMinor: 350_000 },
      }),
    ],
    credits: CREDITS,
  },
  pack: { rules: [agreedRule('incident_pack', { packSize: 2, packPriceMinor: 500_000 })] },
  units: {
    rules: [
      agreedRule('per_unit', { tiers: TIERS }, { key: 'people' }),
      agreedRule('per_unit', { tiers: TIERS, counts: SERVERS }, { key: 'servers' }),
    ],
  },
  bands: { rules: [agreedRule('tm')], ratePerHourMinor: 200_000 },
}

test.group('The board of contracts', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  /** Each with work, expenses and a broken promise from January to March; the fee's January is locked. */
  async function createDesks() {
    const desks = new Map<string, Desk>()
    for (const [index, [name, agreed]] of Object.entries(CHARGED).entries()) {
      moveTo('2026-01-12 10:00')
      const desk = await createDesk()
      await desk.contract.merge({ startsOn: '2026-01-01' }).save()
      await ContractTerms.query().where('contractId', desk.contract.id).delete()
      await agreeOn(desk.contract, agreed)
      for (const month of ['2026-01', '2026-02', '2026-03']) await workIn(month, desk, index)
      desks.set(name, desk)
    }
    const { fee, pack, units, bands } = Object.fromEntries(desks) as Record<string, Desk>
    const { client, contract } = units!
    await createConfigurationItem({ organisationId: client.id, classCode: 'virtual_machine' })
    await takeUnitCounts.ofContract(await contract.refresh())
    const { rateCardId } = await ContractTerms.findByOrFail('contractId', bands!.contract.id)
    const card = db.from('rate_cards').where('id', rateCardId!)
    await card.update({ bands: JSON.stringify({ windows: [NIGHT] }) })
    await openIncidents(pack!, '2026-03-13 10:00', 3)
    await lockAndCorrect(fee!.contract)
    moveTo('2026-03-16 10:00')
    return desks
  }

  async function workIn(month: string, desk: Desk, index: number) {
    const workDate = `${month}-12`
    moveTo(`${workDate} 10:00`)
    const ticket = await logMinutes(desk, workDate, 60 + index * 30)
    await logWork(desk, { ticket, workDate, startTime: '05:50', minutes: 20 })
    await addExpense.handle({
      ...{ actor: actorOf(desk.agent), personId: desk.agent.personId, ticketId: ticket.id },
      ...{ kind: 'material', name: 'Cable', quantity: '2', unit: 'm', costMinor: 10_000 + index },
      ...{ markupPercent: '10', spentOn: workDate, isBillable: true },
    })
    const { id, openedAt } = await createIncident(desk)
    const stopped = { state: 'breached_stopped', stopped_at: toSqlUtc(openedAt) }
    await db.from('clocks').where('ticket_id', id).update(stopped)
  }

  async function lockAndCorrect({ id: contractId }: Contract) {
    await TimeEntry.query().where({ contractId }).update({ state: 'approved' })
    const of = { actor: SYSTEM_ACTOR, contractId, month: '2026-01', side: 'provider' as const }
    for (const step of ['begin_review', 'approve', 'lock'] as const) {
      await movePeriod.handle({ ...of, step })
    }
    const line = await ChargeLine.findByOrFail('kind', 'fixed_fee')
    await correctCharge.handle({
      ...{ actor: SYSTEM_ACTOR, lineId: line.id, change: { amountMinor: -100_000 } },
      reason: 'Agreed on the phone',
    })
  }

  const contractsOf = (desks: Map<string, Desk>) =>
    Contract.query()
      .whereIn(
        'id',
        [...desks.values()].map(({ contract }) => contract.id)
      )
      .preload('agreement')
      .orderBy('id')

  test('§7.6 bills that are read together are those read one by one, whatever they charge', async ({
    assert,
  }) => {
    const contracts = await contractsOf(await createDesks())
    const kinds = new Set<string>()
    const bands = new Set<string>()
    for (const month of ['2026-01', '2026-02', '2026-03']) {
      const together = await periodBills(db.connection(), contracts, () => month)
      for (const contract of contracts) {
        const { terms, earlier, row, ...bill } = together.get(contract.id)!
        const alone = await periodBill(db.connection(), contract, month)
        assert.containSubset(alone, bill)
        assert.deepEqual(bill.charge, alone.charge)
        assert.deepEqual([terms.id, row?.id], [alone.terms.id, alone.row?.id])
        assert.equal(earlier.length, alone.earlier.length)
        for (const { kind } of bill.charge.lines) kinds.add(kind)
        for (const { band } of bill.charge.parts) bands.add(band)
      }
    }
    // Nothing was left out of what a bill can be made of.
    for (const kind of ['material', 'sla_credit', 'correction', 'units', 'pack', 'overage']) {
      assert.include([...kinds], kind)
    }
    assert.include([...bands], 'night')
  })

  test('§7.1 the board tells of each contract what its own bill tells', async ({ assert }) => {
    const contracts = await contractsOf(await createDesks())
    const accountant = await createUser({ roles: ['account_manager'] })
    const principal = (await loadPrincipal(accountant.id))!
    const { rows } = await contractBoard(principal, listQuery({}))
    for (const contract of contracts) {
      const row = rows.find(({ number }) => number === contract.number)!
      const bill = await periodBill(db.connection(), contract, '2026-03')
      assert.equal(row.netMinor, bill.charge.totals.netMinor)
      assert.equal(row.unapproved, bill.unapproved)
      const month = bill.earlier[0]!.period.month
      const first = await periodBill(db.connection(), contract, month)
      const { unapproved, unrated, untaken } = obstaclesOf(first, contract)
      const hindered = unapproved + unrated + untaken
      assert.deepEqual(row.toClose, { month, state: 'open', hindered })
    }
    const [hours, fee] = contracts.map(({ number }) => rows.find((row) => row.number === number)!)
    assert.equal(fee!.toClose!.month, '2026-02')
    assert.deepEqual(
      hours!.caps.map(({ kind, used, of, level }) => [kind, used, of, level]),
      [
        ['money', 400_000 + 22_000, 800_000, 'none'],
        ['minutes', 80, 240, 'none'],
      ]
    )
  })

  test('§7.6 twenty contracts ask the database no more than one', async ({ assert }) => {
    const contracts = await contractsOf(await createDesks())
    const read = (some: Contract[]) => () => periodBills(db.connection(), some, () => '2026-03')
    await read(contracts)()
    const most = await countQueries(read(contracts))
    let sum = 0
    for (const contract of contracts) sum += await countQueries(read([contract]))
    assert.isBelow(most, 25)
    assert.isAbove(sum, 2 * most)
  })
})
