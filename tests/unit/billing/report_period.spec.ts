import { activeDays, isMonth, reportPeriod } from '#billing/workflow/report_period'
import { billedPieces, plainSegment } from '#billing/workflow/tm'
import { roundTime } from '#billing/workflow/time_rounding'
import { periodAround, periodOfMonth, periodsBetween } from '#contracts/workflow/billing_cycle'
import { incidentUnits } from '#billing/workflow/incident_units'
import { ROUNDING_MODES } from '#billing/workflow/time_rounding'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'

const MONTHLY = { billingCycle: 'month', anchorDay: 1 } as const

test.group('Periods of a report', () => {
  test("§10.4 a month runs from midnight to midnight of the contract's zone", ({ assert }) => {
    const march = reportPeriod(periodOfMonth('2026-03', MONTHLY), 'Europe/Berlin')
    assert.equal(march.startsAt.toISO(), '2026-02-28T23:00:00.000Z')
    assert.equal(march.endsAt.toISO(), '2026-03-31T22:00:00.000Z')
    assert.deepEqual([march.firstDate, march.lastDate], ['2026-03-01', '2026-03-31'])
  })

  test('knows a month when it sees one', ({ assert }) => {
    for (const month of ['2019-01', '2026-12', '2099-07']) assert.isTrue(isMonth(month), month)
    for (const text of ['2018-12', '2026-00', '2026-13', '2026-1', '2026-01-01', '', '1926-01']) {
      assert.isFalse(isMonth(text), text)
    }
    assert.throws(() => periodOfMonth('2026-13', MONTHLY), RangeError)
  })

  test('lists months over the turn of a year', ({ assert }) => {
    const listed = periodsBetween('2025-11-05', '2026-02-01', MONTHLY)
    assert.deepEqual(
      listed.map(({ month }) => month),
      ['2025-11', '2025-12', '2026-01', '2026-02']
    )
    assert.deepEqual(periodsBetween('2026-02-01', '2026-01-31', MONTHLY), [])
  })

  test('§7.1 a {billingCycle} from the {anchorDay}. holds {date} in {startsOn} to {endsOn}')
    .with([
      { ...MONTHLY, date: '2026-02-28', startsOn: '2026-02-01', endsOn: '2026-02-28' },
      {
        billingCycle: 'month',
        anchorDay: 15,
        date: '2026-03-14',
        startsOn: '2026-02-15',
        endsOn: '2026-03-14',
      },
      {
        billingCycle: 'quarter',
        anchorDay: 1,
        date: '2026-05-31',
        startsOn: '2026-04-01',
        endsOn: '2026-06-30',
      },
      {
        billingCycle: 'quarter',
        anchorDay: 10,
        date: '2026-01-09',
        startsOn: '2025-10-10',
        endsOn: '2026-01-09',
      },
      {
        billingCycle: 'year',
        anchorDay: 1,
        date: '2026-07-01',
        startsOn: '2026-01-01',
        endsOn: '2026-12-31',
      },
    ] as const)
    .run(({ assert }, { date, startsOn, endsOn, ...cycle }) => {
      assert.containSubset(periodAround(date, cycle), { startsOn, endsOn })
    })

  test('§7.1 periods leave out no day and count none twice', ({ assert }) => {
    const days = fc.integer({ min: 0, max: 4_000 })
    const cycles = fc.constantFrom('month' as const, 'quarter' as const, 'year' as const)
    const dateOf = (day: number) => DateTime.utc(2020, 1, 1).plus({ days: day }).toISODate()!
    fc.assert(
      fc.property(days, cycles, fc.integer({ min: 1, max: 28 }), (day, billingCycle, anchorDay) => {
        const cycle = { billingCycle, anchorDay }
        const own = periodAround(dateOf(day), cycle)
        assert.isTrue(own.startsOn <= dateOf(day) && dateOf(day) <= own.endsOn)
        assert.deepEqual(periodAround(own.startsOn, cycle), own)
        assert.deepEqual(periodAround(own.endsOn, cycle), own)
        assert.deepEqual(periodOfMonth(own.month, cycle), own)
      })
    )
  })

  test('§7.2 a contract from {startsOn} to {endsOn} runs {days} days of March')
    .with([
      { startsOn: '2026-01-01', endsOn: null, days: 31 },
      { startsOn: '2026-03-16', endsOn: null, days: 16 },
      { startsOn: '2026-03-31', endsOn: '2026-03-31', days: 1 },
      { startsOn: '2026-01-01', endsOn: '2026-03-10', days: 10 },
      { startsOn: '2026-04-01', endsOn: null, days: 0 },
      { startsOn: '2025-01-01', endsOn: '2026-02-28', days: 0 },
    ])
    .run(({ assert }, { startsOn, endsOn, days }) => {
      const expected = { activeDays: days, daysInPeriod: 31 }
      assert.deepEqual(activeDays(periodOfMonth('2026-03', MONTHLY), startsOn, endsOn), expected)
    })
})

test.group('Units and minutes of a report', () => {
  test('§7.2 what an incident takes from a pack')
    .with([
      { units: 1, incident: {} },
      { units: 1, incident: { priority: 1 } },
      { units: 1, incident: { isAfterHours: true } },
      { units: 2, incident: { priority: 1, isAfterHours: true } },
      { units: 0, incident: { resolutionCode: 'duplicate', priority: 1, isAfterHours: true } },
      { units: 0, incident: { state: 'cancelled' } },
    ])
    .run(({ assert }, { units, incident }) => {
      const usual = { state: 'resolved', resolutionCode: 'fixed', priority: 3, isAfterHours: false }
      assert.equal(incidentUnits({ ...usual, ...incident }), units)
    })

  test('§7.4 shares of a ticket add up to what the ticket is rounded to', ({ assert }) => {
    const minutes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ROUNDING_MODES), (each, mode) => {
        const entries = each.map((value, id) => ({
          id,
          ticketId: 1,
          workDate: '2026-03-02',
          startedAt: null,
          minutes: value,
        }))
        const policy = { scope: 'ticket', mode, minimumMinutes: 15, incrementMinutes: 15 } as const
        const segmented = entries.map((entry) => ({ ...entry, segments: [plainSegment(entry)] }))
        const pieces = roundTime(segmented, policy).flatMap((unit) => billedPieces(unit))
        const shares = pieces.map(({ billedMinutes }) => billedMinutes)
        const total = shares.reduce((sum, share) => sum + share, 0)
        assert.equal(total % 15, 0)
        assert.isTrue(total >= 15 && shares.every((share) => share >= 0))
      })
    )
  })
})
