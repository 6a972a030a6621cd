import fc from 'fast-check'
import { test } from '@japa/runner'
import { sumMinutes } from '#core/duration'
import {
  ROUNDING_MODES,
  ROUNDING_SCOPES,
  roundMinutes,
  roundTime,
  spreadMinutes,
  type RoundingPolicy,
  type TimeEntry,
} from '#billing/workflow/time_rounding'

const quarterHours: RoundingPolicy = {
  scope: 'entry',
  minimumMinutes: 0,
  incrementMinutes: 15,
  mode: 'nearest',
}

const policies = fc.record({
  scope: fc.constantFrom(...ROUNDING_SCOPES),
  minimumMinutes: fc.nat({ max: 60 }),
  incrementMinutes: fc.integer({ min: 1, max: 60 }),
  mode: fc.constantFrom(...ROUNDING_MODES),
})

function work(overrides: Partial<TimeEntry> & { id: number }): TimeEntry {
  return { ticketId: 1, workDate: '2026-03-02', startedAt: null, minutes: 7, ...overrides }
}

const scopeEntries = [
  work({ id: 1 }),
  work({ id: 2 }),
  work({ id: 3, workDate: '2026-03-03' }),
  work({ id: 4, ticketId: 2 }),
  work({ id: 5, ticketId: null }),
  work({ id: 6, ticketId: null }),
]

test.group('Time rounding', () => {
  test('nearest takes the middle of a step up: {raw} of 30 → {billed}')
    .with([
      { raw: 14, billed: 0 },
      { raw: 15, billed: 30 },
      { raw: 44, billed: 30 },
      { raw: 45, billed: 60 },
    ])
    .run(({ assert }, { raw, billed }) => {
      assert.equal(roundMinutes(raw, { ...quarterHours, incrementMinutes: 30 }), billed)
    })

  test('the middle of an odd step lies between two minutes', ({ assert }) => {
    assert.equal(roundMinutes(7, quarterHours), 0)
    assert.equal(roundMinutes(8, quarterHours), 15)
  })

  test('down drops the rest, the minimum still holds', ({ assert }) => {
    const down: RoundingPolicy = { ...quarterHours, mode: 'down' }
    assert.equal(roundMinutes(29, down), 15)
    assert.equal(roundMinutes(14, down), 0)
    assert.equal(roundMinutes(14, { ...down, minimumMinutes: 10 }), 10)
  })

  test('no time is never billed, whatever the minimum', ({ assert }) => {
    assert.equal(roundMinutes(0, { ...quarterHours, minimumMinutes: 60 }), 0)
  })

  test('scope {scope} makes {units.length} units')
    .with([
      { scope: 'entry' as const, units: [7, 7, 7, 7, 7, 7] },
      { scope: 'ticket' as const, units: [21, 7, 7, 7] },
      { scope: 'ticket_day' as const, units: [14, 7, 7, 7, 7] },
      { scope: 'period' as const, units: [42] },
    ])
    .run(({ assert }, { scope, units }) => {
      const rounded = roundTime(scopeEntries, { ...quarterHours, incrementMinutes: 1, scope })
      assert.sameMembers(
        rounded.map((unit) => unit.rawMinutes),
        units
      )
      assert.lengthOf(rounded, units.length)
    })

  test('the delta goes to the last part that has time, a negative one reaches back', ({
    assert,
  }) => {
    assert.deepEqual(spreadMinutes([10, 8], 30), [10, 20])
    assert.deepEqual(spreadMinutes([10, 8, 0], 30), [10, 20, 0])
    assert.deepEqual(spreadMinutes([10, 8], 15), [10, 5])
    assert.deepEqual(spreadMinutes([10, 3], 5), [5, 0])
    assert.throws(() => spreadMinutes([0], 15), 'No time to bill 15 minutes on')
  })

  test('refuses parts of a minute and an empty step', ({ assert }) => {
    assert.throws(() => roundMinutes(7.5, quarterHours), /whole, non-negative/)
    assert.throws(() => roundMinutes(-1, quarterHours), /whole, non-negative/)
    assert.throws(
      () => roundMinutes(7, { ...quarterHours, incrementMinutes: 0 }),
      'Not a rounding increment: 0'
    )
  })

  test('every entry lands in exactly one unit, whatever the order', ({ assert }) => {
    const entries = fc.uniqueArray(
      fc.record({
        id: fc.nat(),
        ticketId: fc.option(fc.nat({ max: 3 })),
        workDate: fc.constantFrom('2026-03-02', '2026-03-03'),
        startedAt: fc.constant(null),
        minutes: fc.nat({ max: 300 }),
      }),
      { selector: (entry) => entry.id }
    )
    fc.assert(
      fc.property(entries, policies, (all, policy) => {
        const units = roundTime(all, policy)
        assert.sameMembers(
          units.flatMap((unit) => unit.entries),
          all
        )
        assert.deepEqual(roundTime([...all].reverse(), policy), units)
      })
    )
  })

  test('spread minutes keep their sum and never fall below zero', ({ assert }) => {
    const parts = fc.array(fc.nat({ max: 300 }), { minLength: 1 })
    fc.assert(
      fc.property(parts, policies, (raw, policy) => {
        const billed = roundMinutes(sumMinutes(raw), policy)
        assert.equal(sumMinutes(spreadMinutes(raw, billed)), billed)
      })
    )
  })
})
