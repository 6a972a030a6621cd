import fc from 'fast-check'
import { test } from '@japa/runner'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'
import { assignEntries } from '#billing/workflow/rule_assignment'
import { ROUNDING_MODES, ROUNDING_SCOPES } from '#billing/workflow/time_rounding'
import { billTimeAndMaterials, type RatedEntry, type TmInput } from '#billing/workflow/tm'
import { applyTmLimits } from '#billing/workflow/tm_limits'
import { VAT_ROUNDINGS } from '#billing/workflow/vat_document'
import { RU_STANDARD_VAT, vatRateOn } from '#billing/workflow/vat_rates'
import { VAT_MODES } from '#core/vat'

const segments = fc.array(
  fc.record({
    serviceDate: fc.constantFrom('2025-12-31', '2026-01-01'),
    band: fc.constantFrom('business', 'evening', 'night'),
    multiplier: fc.constantFrom('1', '1.5', '2'),
    minutes: fc.nat({ max: 300 }),
  }),
  { minLength: 1, maxLength: 4 }
)

const ratedEntries = fc.uniqueArray(
  fc
    .record({
      id: fc.nat(),
      ticketId: fc.option(fc.nat({ max: 3 })),
      workDate: fc.constantFrom('2025-12-31', '2026-01-01'),
      startedAt: fc.constant(null),
      ratePerHourMinor: fc.integer({ min: 1, max: 1_000_000 }),
      segments,
    })
    .map((entry): RatedEntry => ({ ...entry, minutes: sumMinutes(entry.segments.map(minutesOf)) })),
  { selector: (entry) => entry.id, maxLength: 12 }
)

const inputs: fc.Arbitrary<TmInput> = fc.record({
  entries: ratedEntries,
  rounding: fc.record({
    scope: fc.constantFrom(...ROUNDING_SCOPES),
    minimumMinutes: fc.nat({ max: 60 }),
    incrementMinutes: fc.integer({ min: 1, max: 60 }),
    mode: fc.constantFrom(...ROUNDING_MODES),
  }),
  vat: fc.record({
    mode: fc.constantFrom(...VAT_MODES),
    rounding: fc.constantFrom(...VAT_ROUNDINGS),
    rateOn: fc.constant((date: string) => vatRateOn(RU_STANDARD_VAT, date)),
  }),
})

function minutesOf({ minutes }: { minutes: number }) {
  return minutes
}

test.group('Time and materials', () => {
  test('a night entry over New Year bills each day at its own VAT', ({ assert }) => {
    const { document } = billTimeAndMaterials({
      entries: [
        {
          id: 1,
          ticketId: 7,
          workDate: '2025-12-31',
          startedAt: '2025-12-31T20:00:00Z',
          minutes: 120,
          ratePerHourMinor: 100_000,
          segments: [
            { serviceDate: '2025-12-31', band: 'night', multiplier: '2', minutes: 60 },
            { serviceDate: '2026-01-01', band: 'night', multiplier: '2', minutes: 60 },
          ],
        },
      ],
      rounding: { scope: 'entry', minimumMinutes: 0, incrementMinutes: 1, mode: 'up' },
      vat: {
        mode: 'exclusive',
        rounding: 'line',
        rateOn: (date) => vatRateOn(RU_STANDARD_VAT, date),
      },
    })
    assert.deepEqual(
      document.lines.map(({ vatRate, amountMinor, vatMinor }) => [vatRate, amountMinor, vatMinor]),
      [
        ['20', 200_000, 40_000],
        ['22', 200_000, 44_000],
      ]
    )
  })

  test('refuses segments that lose minutes', ({ assert }) => {
    const entry = { id: 9, ticketId: null, workDate: '2026-01-12', startedAt: null, minutes: 60 }
    const input: TmInput = {
      entries: [{ ...entry, ratePerHourMinor: 1, segments: [] }],
      rounding: { scope: 'entry', minimumMinutes: 0, incrementMinutes: 1, mode: 'up' },
      vat: { mode: 'exclusive', rounding: 'line', rateOn: () => null },
    }
    assert.throws(
      () => billTimeAndMaterials(input),
      'Segments of entry 9 do not add up to its minutes'
    )
  })

  test('totals are the sum of rounded lines, and a line is the sum of its shares', ({ assert }) => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { document } = billTimeAndMaterials(input)
        for (const key of ['netMinor', 'vatMinor', 'grossMinor'] as const) {
          assert.equal(sumMinor(document.lines.map((line) => line[key])), document.totals[key])
        }
        for (const line of document.lines) {
          assert.equal(sumMinor(line.shares.map((share) => share.amountMinor)), line.amountMinor)
          assert.equal(
            sumMinutes(line.shares.map((share) => share.billedMinutes)),
            line.billedMinutes
          )
        }
      })
    )
  })

  test('every minute of work appears in exactly one line', ({ assert }) => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { billedMinutes, document, units } = billTimeAndMaterials(input)
        const shares = document.lines.flatMap((line) => line.shares)
        for (const entry of input.entries) {
          const own = shares.filter((share) => share.entryId === entry.id)
          assert.equal(sumMinutes(own.map((share) => share.rawMinutes)), entry.minutes)
        }
        assert.equal(sumMinutes(document.lines.map((line) => line.billedMinutes)), billedMinutes)
        assert.equal(sumMinutes(units.map((unit) => unit.billedMinutes)), billedMinutes)
      })
    )
  })

  test('the order of entries does not matter', ({ assert }) => {
    fc.assert(
      fc.property(inputs, (input) => {
        const reversed = { ...input, entries: [...input.entries].reverse() }
        assert.deepEqual(billTimeAndMaterials(reversed), billTimeAndMaterials(input))
      })
    )
  })
})

test.group('Monthly minimum and cap', () => {
  test('worked {worked}: {billable} + {topUp}, over cap {overCap}')
    .with([
      { worked: 30_000, billable: 30_000, topUp: 20_000, overCap: 0 },
      { worked: 50_000, billable: 50_000, topUp: 0, overCap: 0 },
      { worked: 90_000, billable: 80_000, topUp: 0, overCap: 10_000 },
    ])
    .run(({ assert }, { worked, billable, topUp, overCap }) => {
      assert.deepEqual(applyTmLimits(worked, { minimumMinor: 50_000, capMinor: 80_000 }), {
        billableMinor: billable,
        topUpMinor: topUp,
        overCapMinor: overCap,
      })
    })

  test('no limits change nothing, a minimum above the cap is refused', ({ assert }) => {
    assert.equal(applyTmLimits(5, { minimumMinor: null, capMinor: null }).billableMinor, 5)
    assert.throws(
      () => applyTmLimits(5, { minimumMinor: 2, capMinor: 1 }),
      'The minimum is above the cap'
    )
  })
})

test.group('Composition of rules', () => {
  const rules = [
    { key: 'even', takes: (entry: number) => entry % 2 === 0 },
    { key: 'thirds', takes: (entry: number) => entry % 3 === 0 },
  ]

  test('the first rule that takes an entry consumes it', ({ assert }) => {
    const { byRule, untaken } = assignEntries([1, 2, 3, 6], rules)
    assert.deepEqual(Object.fromEntries(byRule), { even: [2, 6], thirds: [3] })
    assert.deepEqual(untaken, [1])
  })

  test('every entry is consumed exactly once', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (entries) => {
        const { byRule, untaken } = assignEntries(entries, rules)
        assert.sameMembers([...[...byRule.values()].flat(), ...untaken], entries)
        assert.equal([...byRule.values()].flat().length + untaken.length, entries.length)
      })
    )
  })

  test('two rules cannot share a key', ({ assert }) => {
    assert.throws(() => assignEntries([1], [...rules, ...rules]), 'Two billing rules share a key')
  })
})
