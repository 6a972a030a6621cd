import { contractReport } from '#billing/queries/contract_report'
import type { BlockConsumption, PackConsumption } from '#billing/workflow/charge_types'
import { sumMinor } from '#core/money'
import { BY_MINUTE, billBy, logMinutes, logWork, openIncidents } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { test } from '@japa/runner'

const QUARTER_HOURS = { minimum: 15, increment: 15, mode: 'up' } as const

test.group('Report of time and materials', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-01 10:00')
    desk = await createDesk()
  })
  group.each.teardown(letTimeRun)

  test('BT-01a each entry is rounded up to quarters', async ({ assert }) => {
    await billBy(desk, 'tm', {
      rounding: { scope: 'entry', ...QUARTER_HOURS },
      ratePerHourMinor: 300_000,
    })
    await logMinutes(desk, '2026-03-02', 7, 22)
    await logMinutes(desk, '2026-03-03', 61)

    const { charges, totals, entries, consumption } = await contractReport(
      desk.contract.id,
      '2026-03'
    )
    assert.lengthOf(charges, 1)
    assert.containSubset(charges[0], {
      kind: 'time',
      quantity: 120,
      priceMinor: 300_000,
      vatRate: '22',
    })
    assert.equal(charges[0]?.service?.en, desk.service.nameEn)
    assert.deepEqual(totals, { netMinor: 600_000, vatMinor: 132_000, grossMinor: 732_000 })
    assert.deepEqual(
      entries.map((entry) => [entry.rawMinutes, entry.billedMinutes, entry.amountMinor]),
      [
        [7, 15, 75_000],
        [22, 30, 150_000],
        [61, 75, 375_000],
      ]
    )
    assert.containSubset(consumption[0]!.rows[0], { rawMinutes: 90, billedMinutes: 120 })
  })

  test('BT-01b the entries of a ticket are rounded together', async ({ assert }) => {
    await billBy(desk, 'tm', {
      rounding: { scope: 'ticket', ...QUARTER_HOURS },
      ratePerHourMinor: 300_000,
    })
    await logMinutes(desk, '2026-03-02', 7, 22)
    await logMinutes(desk, '2026-03-03', 61)

    const { totals, entries } = await contractReport(desk.contract.id, '2026-03')
    assert.equal(totals.grossMinor, 640_500)
    assert.deepEqual(
      entries.map((entry) => entry.billedMinutes),
      [7, 23, 75]
    )
  })

  test('§7.5 unbilled work is shown and costs nothing', async ({ assert }) => {
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 })
    const ticket = await logMinutes(desk, '2026-03-02', 60)
    await logWork(desk, { ticket, minutes: 45, isBillable: false, nonBillableReason: 'rework' })

    const { totals, entries, consumption } = await contractReport(desk.contract.id, '2026-03')
    assert.equal(totals.netMinor, 300_000)
    assert.containSubset(entries[1], { rawMinutes: 45, billedMinutes: 0, amountMinor: null })
    assert.containSubset(consumption[0]!.rows[0], {
      rawMinutes: 60,
      billedMinutes: 60,
    })
  })

  test('§7.4 the rate of VAT is that of the day of service', async ({ assert }) => {
    await billBy(desk, 'tm', { ratePerHourMinor: 100_000 })
    await logMinutes(desk, '2025-12-31', 60)
    await logMinutes(desk, '2026-01-01', 60)

    const december = await contractReport(desk.contract.id, '2025-12')
    const january = await contractReport(desk.contract.id, '2026-01')
    assert.equal(december.totals.vatMinor, 20_000)
    assert.equal(january.totals.vatMinor, 22_000)
    assert.deepEqual(january.vatByRate, [{ vatRate: '22', vatMinor: 22_000 }])
  })

  test('§7.7 sums of the time detail and of the tickets are the line of the summary', async ({
    assert,
  }) => {
    await billBy(desk, 'tm', { ratePerHourMinor: 333_333 })
    await logMinutes(desk, '2026-03-02', 7, 11, 13)
    await logMinutes(desk, '2026-03-30', 1, 59)

    const { charges, entries, tickets } = await contractReport(desk.contract.id, '2026-03')
    const amounts = sumMinor(entries.map((entry) => entry.amountMinor ?? 0))
    assert.isAbove(amounts, 0)
    assert.equal(amounts, sumMinor(charges.map((charge) => charge.amountMinor)))
    assert.equal(amounts, sumMinor(tickets.map((ticket) => ticket.amountMinor ?? 0)))
  })

  test('an amount is said in words of both languages', async ({ assert }) => {
    await billBy(desk, 'tm', { ratePerHourMinor: 100_000 }, { vatProfile: 'none' })
    await logMinutes(desk, '2026-03-02', 60)
    const { charges, amountInWords } = await contractReport(desk.contract.id, '2026-03')
    assert.isNull(charges[0]!.vatRate)
    assert.deepEqual(amountInWords, {
      ru: 'Одна тысяча рублей 00 копеек',
      en: 'One thousand roubles 00 kopecks',
    })
  })

  test('a month without work is a true report of it', async ({ assert }) => {
    const report = await contractReport(desk.contract.id, '2026-03')
    assert.deepEqual(report.charges, [])
    assert.deepEqual(report.tickets, [])
    assert.deepEqual(report.entries, [])
    assert.equal(report.totals.grossMinor, 0)
    assert.equal(report.amountInWords?.ru, 'Ноль рублей 00 копеек')
    assert.isNull(report.sla.overall.complianceHundredths)
    assert.isTrue(report.period.isOver)
    assert.deepEqual(report.period.lastDate, '2026-03-31')
  })

  test('G-11 no internal note gets into a report', async ({ assert }) => {
    const ticket = await createIncident(desk)
    await logWork(desk, { ticket, publicNote: 'cable\nreplaced', internalNote: 'a secret' })
    const report = await contractReport(desk.contract.id, '2026-03')
    assert.equal(report.entries[0]?.note, 'cable replaced')
    assert.notInclude(JSON.stringify(report), 'a secret')
  })
})

test.group('Report of fees and balances', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-06-01 10:00')
    desk = await createDesk()
  })
  group.each.teardown(letTimeRun)

  test('BT-04a a fee for a part of the month, with overage', async ({ assert }) => {
    const terms = { feeMinor: 6_000_000, includedMinutes: 1200, overageRatePerHourMinor: 320_000 }
    await billBy(desk, 'fixed_fee', terms, { startsOn: '2026-03-16' })
    await logMinutes(desk, '2026-03-20', 400, 300)

    const { charges, totals, consumption, entries } = await contractReport(
      desk.contract.id,
      '2026-03'
    )
    assert.containSubset(charges, [
      { kind: 'fixed_fee', netMinor: 3_096_774, days: { activeDays: 16, daysInPeriod: 31 } },
      { kind: 'overage', quantity: 81, netMinor: 432_000 },
    ])
    assert.equal(totals.grossMinor, 4_305_104)
    assert.containSubset(consumption[0]!.rows, [
      { includedMinutes: 619, usedMinutes: 700, overageMinutes: 81 },
    ])
    assert.isNull(entries[0]!.amountMinor)
  })

  test('BT-08 a price with VAT inside keeps its gross when the rate changes', async ({
    assert,
  }) => {
    await billBy(desk, 'fixed_fee', { feeMinor: 6_000_000 }, { vatMode: 'inclusive' })
    const december = await contractReport(desk.contract.id, '2025-12')
    const january = await contractReport(desk.contract.id, '2026-01')
    assert.deepEqual(december.totals, {
      netMinor: 5_000_000,
      vatMinor: 1_000_000,
      grossMinor: 6_000_000,
    })
    assert.deepEqual(january.totals, {
      netMinor: 4_918_033,
      vatMinor: 1_081_967,
      grossMinor: 6_000_000,
    })
  })

  test('a fee is not charged for a month outside the contract', async ({ assert }) => {
    await billBy(
      desk,
      'fixed_fee',
      { feeMinor: 100 },
      { startsOn: '2026-03-16', endsOn: '2026-04-10' }
    )
    const months = ['2026-02', '2026-03', '2026-04', '2026-05']
    const reports = await Promise.all(
      months.map((month) => contractReport(desk.contract.id, month))
    )
    assert.deepEqual(
      reports.map((report) => report.totals.netMinor),
      [0, 52, 33, 0]
    )
    assert.deepEqual(reports[3]!.charges, [])
  })

  test('BT-03a a block of hours rolls over, expires and runs out', async ({ assert }) => {
    const terms = {
      feeMinor: 2_500_000,
      grantMinutes: 600,
      lifePeriods: 3,
      overage: { kind: 'rate', ratePerHourMinor: 280_000 },
    } as const
    await billBy(desk, 'prepaid_block', terms, { startsOn: '2026-01-01' })
    for (const [date, ...minutes] of [
      ['2026-01-15', 120],
      ['2026-02-15', 240],
      ['2026-03-15', 60],
      ['2026-04-14', 1400],
      ['2026-04-15', 490],
    ] as const) {
      await logMinutes(desk, date, ...minutes)
    }

    const { consumption, totals, charges } = await contractReport(desk.contract.id, '2026-04')
    const rows = consumption[0]!.rows as BlockConsumption[]
    assert.deepEqual(
      rows.map((row) => [row.month, row.openingMinutes, row.closingMinutes, row.expiredMinutes]),
      [
        ['2026-01', 0, 480, 0],
        ['2026-02', 480, 840, 0],
        ['2026-03', 840, 1200, 180],
        ['2026-04', 1200, 0, 0],
      ]
    )
    assert.containSubset(charges, [
      { kind: 'prepaid_fee', netMinor: 2_500_000 },
      { kind: 'overage', quantity: 90, netMinor: 420_000 },
    ])
    assert.equal(totals.grossMinor, 3_562_400)
  })

  test('§7.7 minutes used of a balance are the billed minutes of the entries', async ({
    assert,
  }) => {
    const rounding = { scope: 'entry', ...QUARTER_HOURS } as const
    await billBy(desk, 'prepaid_block', { rounding, grantMinutes: 60 }, { startsOn: '2026-01-01' })
    await logMinutes(desk, '2026-01-15', 8, 16, 31)
    const { consumption, entries } = await contractReport(desk.contract.id, '2026-01')
    const row = (consumption[0]!.rows as BlockConsumption[])[0]!
    assert.equal(row.usedMinutes, 90)
    assert.equal(
      entries.reduce((sum, entry) => sum + entry.billedMinutes, 0),
      90
    )
    assert.equal(row.fromBalanceMinutes + row.overageMinutes, 90)
  })

  test('§7.2 a month brings a pack, beyond it an incident costs the unit price', async ({
    assert,
  }) => {
    const prices = { packPriceMinor: 1_500_000, singlePriceMinor: 180_000 }
    const terms = { packSize: 10, purchase: 'monthly', ...prices } as const
    await billBy(
      desk,
      'incident_pack',
      { ...terms, lifePeriods: 1 },
      { startsOn: '2026-01-01', endsOn: '2026-02-28' }
    )
    await openIncidents(desk, '2026-01-13 12:00', 6)
    await openIncidents(desk, '2026-02-12 12:00', 13)

    const { charges, consumption } = await contractReport(desk.contract.id, '2026-02')
    assert.containSubset(charges, [
      { kind: 'pack', quantity: 1, netMinor: 1_500_000 },
      { kind: 'single_incident', quantity: 3, netMinor: 540_000 },
    ])
    assert.containSubset(consumption[0]!.rows, [
      { month: '2026-01', usedUnits: 6, expiredUnits: 4, closingUnits: 0 },
      { month: '2026-02', grantedUnits: 10, fromBalanceUnits: 10, singleUnits: 3 },
    ])
    const march = await contractReport(desk.contract.id, '2026-03')
    assert.deepEqual(march.charges, [])
  })

  test('BT-05a without a unit price packs are bought as they run out', async ({ assert }) => {
    const terms = { packSize: 10, packPriceMinor: 1_500_000 }
    await billBy(desk, 'incident_pack', terms, { startsOn: '2026-01-01' })
    await openIncidents(desk, '2026-01-13 12:00', 6)
    await openIncidents(desk, '2026-02-12 12:00', 13)

    const { totals, consumption } = await contractReport(desk.contract.id, '2026-02')
    assert.equal(totals.netMinor, 1_500_000)
    assert.containSubset((consumption[0]!.rows as PackConsumption[])[1], {
      openingUnits: 4,
      grantedUnits: 10,
      closingUnits: 1,
    })
  })

  test('§7.2 a P1 at night takes two incidents of a pack', async ({ assert }) => {
    await billBy(
      desk,
      'incident_pack',
      { packSize: 10, packPriceMinor: 100 },
      { startsOn: '2026-01-01' }
    )
    moveTo('2026-01-13 23:00')
    await createIncident(desk, { impact: 1, urgency: 1 })
    moveTo('2026-01-14 11:00')
    await createIncident(desk, { impact: 1, urgency: 1 })
    const { consumption } = await contractReport(desk.contract.id, '2026-01')
    assert.containSubset(consumption[0]!.rows[0], { usedUnits: 3, closingUnits: 7 })
  })
})

test.group('SLA and tickets of a report', (group) => {
  let desk: Desk
  const agent = () => actorOf(desk.agent)

  async function resolve(ticketId: number) {
    const closureCategoryId = desk.category.id
    await resolveIncident.handle({
      actor: agent(),
      ticketId,
      code: 'fixed',
      text: 'Restarted the service.',
      closureCategoryId,
    })
  }

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 10:00')
    desk = await createDesk()
  })
  group.each.teardown(letTimeRun)

  test('§7.7 counts met and broken promises, and tells of each breach', async ({ assert }) => {
    const [quick, slow] = [await createIncident(desk), await createIncident(desk)]
    moveTo('2026-03-02 10:30')
    await takeIncident.handle({ actor: agent(), ticketId: quick.id })
    moveTo('2026-03-02 11:30')
    await takeIncident.handle({ actor: agent(), ticketId: slow.id })
    await awaitCustomer.handle({ actor: agent(), ticketId: slow.id, question: 'Which office?' })
    moveTo('2026-03-02 13:00')
    await resolve(quick.id)
    await resolve(slow.id)

    const { sla, tickets } = await contractReport(desk.contract.id, '2026-03')
    assert.containSubset(sla.rows, [
      {
        metric: 'resolution',
        targetMinutes: 480,
        tickets: 2,
        met: 2,
        complianceHundredths: 10_000,
        averageMinutes: 135,
        medianMinutes: 90,
        p90Minutes: 180,
        pausedMinutes: 90,
      },
      {
        metric: 'response',
        targetMinutes: 60,
        tickets: 2,
        met: 1,
        breached: 1,
        complianceHundredths: 5_000,
        averageMinutes: 60,
      },
    ])
    assert.containSubset(sla.overall, {
      tickets: 4,
      met: 3,
      breached: 1,
      complianceHundredths: 7_500,
    })
    assert.containSubset(sla.breaches, [
      { ticket: slow.number, metric: 'response', overrunMinutes: 30 },
    ])
    assert.deepEqual(
      tickets.map((ticket) => [ticket.number, ticket.response, ticket.resolution]),
      [
        [quick.number, 'met', 'met'],
        [slow.number, 'breached', 'met'],
      ]
    )
  })

  test('§7.7 the tickets of the SLA section stand in the tickets section', async ({ assert }) => {
    moveTo('2026-03-31 17:50')
    const ticket = await createIncident(desk)
    moveTo('2026-04-01 09:10')
    await takeIncident.handle({ actor: agent(), ticketId: ticket.id })

    const march = await contractReport(desk.contract.id, '2026-03')
    const april = await contractReport(desk.contract.id, '2026-04')
    assert.deepEqual(march.sla.rows, [])
    assert.containSubset(march.tickets, [{ number: ticket.number, response: null }])
    assert.equal(april.sla.overall.tickets, 1)
    assert.containSubset(april.tickets, [
      { number: ticket.number, response: 'met', resolution: null },
    ])
  })

  test("a month begins and ends at midnight of the contract's zone", async ({ assert }) => {
    moveTo('2026-04-01 00:30')
    const ticket = await createIncident(desk)
    const march = await contractReport(desk.contract.id, '2026-03')
    const april = await contractReport(desk.contract.id, '2026-04')
    assert.deepEqual(march.tickets, [])
    assert.equal(april.tickets[0]?.number, ticket.number)
    assert.isFalse(april.period.isOver)
  })

  test('work of another contract stays out', async ({ assert }) => {
    const other = await createDesk()
    await logMinutes(other, '2026-03-02', 60)
    const report = await contractReport(desk.contract.id, '2026-03')
    assert.deepEqual([report.entries, report.tickets], [[], []])
  })

  test('a ticket worked on in a later month stands in that month too', async ({ assert }) => {
    await billBy(desk, 'tm', { ratePerHourMinor: 60_000, rounding: BY_MINUTE })
    const ticket = await createIncident(desk)
    moveTo('2026-05-05 10:00')
    await logWork(desk, { ticket, workDate: '2026-05-04', minutes: 10 })
    const april = await contractReport(desk.contract.id, '2026-04')
    const may = await contractReport(desk.contract.id, '2026-05')
    assert.deepEqual(april.tickets, [])
    assert.containSubset(may.tickets, [
      { number: ticket.number, billedMinutes: 10, amountMinor: 10_000 },
    ])
  })
})
