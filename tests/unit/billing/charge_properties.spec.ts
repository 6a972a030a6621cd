import type { PeriodInput } from '#billing/workflow/charge_period'
import type { Balances, ChargeRule, UntaxedLine } from '#billing/workflow/charge_types'
import { lotsTotal } from '#billing/workflow/lots'
import { correctionLine } from '#billing/workflow/postings'
import { ROUNDING_MODES, ROUNDING_SCOPES } from '#billing/workflow/time_rounding'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'
import { block, charge, fee, rule, tm, work } from '#tests/helpers/charges'
import { test } from '@japa/runner'
import fc from 'fast-check'

const entries = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 600 }),
      ticketId: fc.integer({ min: 1, max: 4 }),
      workTypeId: fc.integer({ min: 1, max: 3 }),
      day: fc.integer({ min: 1, max: 31 }),
    }),
    { maxLength: 25 }
  )
  .map((found) =>
    found.map(({ day, ...entry }, index) =>
      work(entry.minutes, {
        ...{ ...entry, id: index + 1 },
        workDate: `2026-03-${String(day).padStart(2, '0')}`,
      })
    )
  )
const rounding = fc.record({
  scope: fc.constantFrom(...ROUNDING_SCOPES),
  minimum: fc.constantFrom(0, 15, 30),
  increment: fc.constantFrom(1, 6, 15),
  mode: fc.constantFrom(...ROUNDING_MODES),
})
const rules = fc
  .subarray([
    tm({}, { key: 'typed', takes: { workTypeIds: [1], serviceIds: null } }),
    block(),
    fee({}, { takes: { workTypeIds: [2], serviceIds: null } }),
    tm({ minimumMinor: 100_000, capMinor: 900_000 }),
    rule('incident_pack', {
      ...{ packSize: 5, packPriceMinor: 1_500_000, purchase: 'automatic' },
      ...{ singlePriceMinor: 390_000, lifePeriods: 2 },
    }),
    rule(
      'incident_pack',
      {
        ...{ packSize: 3, packPriceMinor: 900_000, purchase: 'monthly' },
        ...{ singlePriceMinor: 390_000, lifePeriods: null },
      },
      { key: 'monthly', takes: { workTypeIds: [3], serviceIds: null } }
    ),
    rule('per_unit', {
      ...{ counts: { kind: 'people' }, basis: 'average', tierMode: 'graduated' },
      tiers: [
        { upTo: 10, priceMinor: 90_001 },
        { upTo: null, priceMinor: 80_003 },
      ],
    }),
    rule('recurring', { quantity: 3, priceMinor: 33_333, isProrated: true }),
    rule('discount', { percent: '7', ofKeys: null }),
  ])
  .chain((some) => fc.shuffledSubarray(some, { minLength: some.length }))
  .map((some) => some.toSorted((one, other) => rank(one) - rank(other)))
const rank = ({ kind }: ChargeRule) => (kind === 'discount' ? 1 : 0)

/** The rest of a period: incidents of packs, units of each day, the days the contract runs. */
const besides = fc
  .record({
    units: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 12 }),
    counts: fc.array(fc.nat({ max: 40 }), { maxLength: 31 }),
    activeDays: fc.integer({ min: 1, max: 31 }),
    mode: fc.constantFrom('exclusive' as const, 'inclusive' as const),
    vatRounding: fc.constantFrom('line' as const, 'document' as const),
  })
  .map(({ units, counts, activeDays, mode, vatRounding }): Partial<PeriodInput> => {
    const days = counts.map((count, day) => ({ date: `2026-03-${two(day + 1)}`, count }))
    return {
      incidents: units.map((each, index) => ({ id: `I${index}`, units: each, serviceId: null })),
      counts: new Map([['per_unit', days]]),
      period: {
        ...{ number: 1, month: '2026-03', serviceDate: '2026-03-31' },
        days: { activeDays, daysInPeriod: 31 },
      },
      vat: { mode, rounding: vatRounding, rateOn: () => '22' },
    }
  })
const two = (day: number) => String(day).padStart(2, '0')

/** A period of a contract of all seven kinds mixed. */
const periods = fc
  .tuple(entries, rules, rounding, besides)
  .map(
    ([found, agreed, how, more]): Partial<PeriodInput> & Pick<PeriodInput, 'work' | 'rules'> => ({
      ...more,
      ...{ work: found, rules: agreed, rounding: how },
    })
  )
const MONEY = ['netMinor', 'vatMinor', 'grossMinor'] as const

test.group('Whatever the work and the rules', () => {
  test('§7.2 every billable minute is in exactly one part, or named as not charged', ({
    assert,
  }) => {
    fc.assert(
      fc.property(periods, (period) => {
        const result = charge(period)
        const byEntry = Map.groupBy(result.parts, ({ entryId }) => entryId)
        for (const { id, minutes } of period.work) {
          const own = byEntry.get(id) ?? []
          const isNamed = result.untakenIds.includes(id)
          assert.equal(sumMinutes(own.map((part) => part.rawMinutes)), isNamed ? 0 : minutes)
          assert.isAtMost(new Set(own.map(({ ruleKey }) => ruleKey)).size, 1)
        }
        for (const { line, ruleKey } of result.parts) {
          if (line !== null) assert.equal(result.lines[line]!.ruleKey, ruleKey)
        }
      })
    )
  })

  test('§7.2 minutes a balance covers are its movements, those beyond it are overage', ({
    assert,
  }) => {
    fc.assert(
      fc.property(periods, (period) => {
        const { movements, consumption } = charge(period)
        for (const used of consumption) {
          if (used.kind !== 'prepaid_block' && used.kind !== 'incident_pack') continue
          const moved = (move: string) =>
            movements
              .filter((each) => each.ruleKey === used.ruleKey && each.move === move)
              .reduce((sum, { quantity }) => sum + quantity, 0)
          const [granted, taken, beyond, all] =
            used.kind === 'prepaid_block'
              ? [
                  used.row.grantedMinutes,
                  used.row.fromBalanceMinutes,
                  used.row.overageMinutes,
                  used.row.usedMinutes,
                ]
              : [
                  used.row.grantedUnits,
                  used.row.fromBalanceUnits,
                  used.row.singleUnits,
                  used.row.usedUnits,
                ]
          assert.deepEqual([moved('grant'), moved('use'), taken + beyond], [granted, taken, all])
        }
      })
    )
  })

  test('§7.4 totals are the sum of the rounded lines, amounts of time the sum of their work', ({
    assert,
  }) => {
    fc.assert(
      fc.property(periods, (period) => {
        const { lines, totals, parts } = charge(period)
        for (const key of MONEY) {
          assert.equal(totals[key], sumMinor(lines.map((line) => line[key])))
        }
        lines.forEach(({ kind, amountMinor }, index) => {
          if (kind !== 'time') return
          const own = parts.filter(({ line }) => line === index)
          assert.equal(sumMinor(own.map((part) => part.amountMinor ?? 0)), amountMinor)
        })
      })
    )
  })

  test('§7.2 the order of entry does not matter', ({ assert }) => {
    fc.assert(
      fc.property(periods, (period) => {
        const inOrder = charge(period)
        const reversed = charge({
          ...period,
          work: period.work.toReversed(),
          incidents: period.incidents!.toReversed(),
        })
        assert.deepEqual(reversed.lines, inOrder.lines)
        assert.deepEqual(reversed.totals, inOrder.totals)
        assert.deepEqual(reversed.closing, inOrder.closing)
        assert.sameDeepMembers(reversed.parts, inOrder.parts)
      })
    )
  })

  test('§7.2 lots are never negative and their movements add up, period after period', ({
    assert,
  }) => {
    const months = fc.array(fc.tuple(entries, besides), { minLength: 1, maxLength: 5 })
    const pack = rule('incident_pack', {
      ...{ packSize: 4, packPriceMinor: 900_000, purchase: 'monthly' },
      ...{ singlePriceMinor: 390_000, lifePeriods: 2 },
    })
    fc.assert(
      fc.property(months, (found) => {
        let opening: Balances = {}
        found.forEach(([entriesOf, more], index) => {
          const before = opening
          const { closing, movements } = charge({
            ...{ ...more, work: entriesOf, opening },
            period: { ...more.period!, number: index + 1 },
            rules: [block({ rolloverCapMinutes: 500 }), pack],
          })
          for (const key of ['prepaid_block', 'incident_pack']) {
            const lots = closing[key]!.lots
            assert.isTrue(lots.every(({ quantity }) => quantity > 0))
            const moved = movements
              .filter(({ ruleKey }) => ruleKey === key)
              .reduce((sum, { move, quantity }) => sum + (move === 'grant' ? 1 : -1) * quantity, 0)
            assert.equal(lotsTotal(before[key]?.lots ?? []) + moved, lotsTotal(lots))
          }
          opening = closing
        })
      })
    )
  })

  test('§7.6 charging twice changes nothing, neither the answer nor what it was made of', ({
    assert,
  }) => {
    fc.assert(
      fc.property(periods, (period) => {
        const first = charge(period)
        const opening = structuredClone(first.closing)
        const given = structuredClone(period.work)
        const again = charge(period)
        assert.deepEqual(again, first)
        const next = charge({ ...period, opening: first.closing })
        assert.deepEqual(charge({ ...period, opening: first.closing }), next)
        assert.deepEqual([first.closing, period.work], [opening, given])
      })
    )
  })

  test('§7.6 what is charged and reversed in full leaves nothing, VAT and all', ({ assert }) => {
    fc.assert(
      fc.property(periods, (period) => {
        const charged = charge(period)
        const reversed = charge({
          vat: period.vat,
          postings: [...charged.lines, ...charged.lines.map(reversal)],
        })
        assert.deepEqual(reversed.totals, { netMinor: 0, vatMinor: 0, grossMinor: 0 })
        const [own, back] = [
          charge({ vat: period.vat, postings: charged.lines }),
          charge({ vat: period.vat, postings: charged.lines.map(reversal) }),
        ]
        for (const key of MONEY) {
          assert.equal(own.totals[key] + back.totals[key], 0)
          assert.equal(own.totals[key], charged.totals[key])
        }
      })
    )
  })
})

function reversal(line: UntaxedLine): UntaxedLine {
  return correctionLine({
    line: { ...line, id: 1, billingPeriodId: 1 },
    ...{ amountMinor: -line.amountMinor, deltaMinutes: null, reason: 'back', timeEntryId: null },
  })
}
