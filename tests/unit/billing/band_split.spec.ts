import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { sumMinutes } from '#core/duration'
import { splitByBands, type BandCalendar } from '#billing/workflow/band_split'
import type { TmBandsCaseInput } from '#tests/helpers/conformance/billing_case'

const always = { validFrom: '2000-01-01', validTo: null }
const moscow: BandCalendar = {
  zone: 'Europe/Moscow',
  windows: (
    [
      { band: 'business', multiplier: '1', days: 'working', fromMinute: 540, toMinute: 1080 },
      { band: 'evening', multiplier: '1.5', days: 'working', fromMinute: 1080, toMinute: 1320 },
      { band: 'night', multiplier: '2', days: 'working', fromMinute: 0, toMinute: 540 },
      { band: 'night', multiplier: '2', days: 'working', fromMinute: 1320, toMinute: 1440 },
      { band: 'holiday', multiplier: '2', days: 'off', fromMinute: 0, toMinute: 1440 },
    ] as const
  ).map((window) => ({ ...window, ...always })),
  fallback: { band: 'business', multiplier: '1' },
  isDayOff: (date) => date === '2026-03-09' || DateTime.fromISO(date).weekday > 5,
}

const truthFile = new URL('../../truth/billing.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(truthFile, 'utf8')) as {
  cases: { id: string; input: TmBandsCaseInput }[]
}
const banded = cases.filter(({ id }) => id === 'BT-02').flatMap(({ input }) => input.entries)

test.group('Time bands', () => {
  for (const entry of banded) {
    test(`BT-02 splits ${entry.start} – ${entry.end}`, ({ assert }) => {
      assert.deepEqual(
        splitByBands(entry.start, entry.end, moscow).map(({ serviceDate: _, ...rest }) => rest),
        entry.segments
      )
    })
  }

  test('an entry over midnight is split by date of service', ({ assert }) => {
    assert.deepEqual(splitByBands('2026-03-05T23:30+03:00', '2026-03-06T00:40+03:00', moscow), [
      { serviceDate: '2026-03-05', band: 'night', multiplier: '2', minutes: 30 },
      { serviceDate: '2026-03-06', band: 'night', multiplier: '2', minutes: 40 },
    ])
  })

  test('of overlapping windows the dearest counts, not their product', ({ assert }) => {
    const windows = [
      ...moscow.windows,
      { band: 'urgent', multiplier: '3', days: 'any' as const, fromMinute: 1200, toMinute: 1320 },
    ].map((window) => ({ ...window, ...always }))
    assert.deepEqual(
      splitByBands('2026-03-05T19:30+03:00', '2026-03-05T20:30+03:00', { ...moscow, windows }),
      [
        { serviceDate: '2026-03-05', band: 'evening', multiplier: '1.5', minutes: 30 },
        { serviceDate: '2026-03-05', band: 'urgent', multiplier: '3', minutes: 30 },
      ]
    )
  })

  test('§7.3 an entry over the midnight of a change costs before it as before, after it anew', ({
    assert,
  }) => {
    const night = { band: 'night', days: 'any' as const, fromMinute: 0, toMinute: 1440 }
    const windows = [
      { ...night, multiplier: '2', validFrom: '2026-01-01', validTo: '2026-03-14' },
      { ...night, multiplier: '1.75', validFrom: '2026-03-15', validTo: '2026-03-31' },
    ]
    const changing = { ...moscow, windows }
    assert.deepEqual(splitByBands('2026-03-14T23:30+03:00', '2026-03-15T01:00+03:00', changing), [
      { serviceDate: '2026-03-14', band: 'night', multiplier: '2', minutes: 30 },
      { serviceDate: '2026-03-15', band: 'night', multiplier: '1.75', minutes: 60 },
    ])
    assert.deepEqual(splitByBands('2026-03-31T23:30+03:00', '2026-04-01T00:10+03:00', changing), [
      { serviceDate: '2026-03-31', band: 'night', multiplier: '1.75', minutes: 30 },
      { serviceDate: '2026-04-01', band: 'business', multiplier: '1', minutes: 10 },
    ])
  })

  test('§7.3 hours of one name that cost more later in the day are not billed as one', ({
    assert,
  }) => {
    const evening = { band: 'evening', days: 'any' as const, ...always }
    const windows = [
      { ...evening, multiplier: '1.5', fromMinute: 1080, toMinute: 1200 },
      { ...evening, multiplier: '2', fromMinute: 1200, toMinute: 1320 },
    ]
    assert.deepEqual(
      splitByBands('2026-03-05T19:30+03:00', '2026-03-05T20:30+03:00', { ...moscow, windows }),
      [
        { serviceDate: '2026-03-05', band: 'evening', multiplier: '1.5', minutes: 30 },
        { serviceDate: '2026-03-05', band: 'evening', multiplier: '2', minutes: 30 },
      ]
    )
  })

  test('time outside every window takes the fallback', ({ assert }) => {
    const bare = { ...moscow, windows: [] }
    assert.deepEqual(splitByBands('2026-03-05T10:00+03:00', '2026-03-05T11:00+03:00', bare), [
      { serviceDate: '2026-03-05', band: 'business', multiplier: '1', minutes: 60 },
    ])
  })

  test('the night a clock moves counts real minutes', ({ assert }) => {
    const berlin = { ...moscow, zone: 'Europe/Berlin' }
    const minutes = (start: string, end: string) =>
      sumMinutes(splitByBands(start, end, berlin).map((segment) => segment.minutes))
    assert.equal(minutes('2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00'), 23 * 60)
    assert.equal(minutes('2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00'), 25 * 60)
  })

  test('refuses an end before the start and a broken instant', ({ assert }) => {
    assert.throws(
      () => splitByBands('2026-03-05T10:00Z', '2026-03-05T09:00Z', moscow),
      /Ends before it starts/
    )
    assert.throws(() => splitByBands('yesterday', 'today', moscow), /Not an instant or zone/)
  })

  test('segments cover the entry minute by minute', ({ assert }) => {
    const zones = fc.constantFrom('Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'UTC')
    const start = fc.integer({ min: 0, max: 366 * 1440 })
    fc.assert(
      fc.property(start, fc.nat({ max: 4000 }), zones, (offset, length, zone) => {
        const from = DateTime.fromISO('2026-01-01T00:00Z').plus({ minutes: offset })
        const segments = splitByBands(
          from.toUTC().toISO() ?? '',
          from.plus({ minutes: length }).toUTC().toISO() ?? '',
          { ...moscow, zone }
        )
        assert.equal(sumMinutes(segments.map((segment) => segment.minutes)), length)
      })
    )
  })
})
