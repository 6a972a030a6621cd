import { chargePeriod, type PeriodInput } from '#billing/workflow/charge_period'
import type { ChargeRule, WorkEntry } from '#billing/workflow/charge_types'
import { plainSegment } from '#billing/workflow/tm'
import { ROUNDING_MODES, ROUNDING_SCOPES } from '#billing/workflow/time_rounding'
import type { RuleKind, TermsOfKind } from '#contracts/models/terms_types'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'
import { test } from '@japa/runner'
import fc from 'fast-check'

const BY_MINUTE = { scope: 'entry', minimum: 0, increment: 1, mode: 'up' } as const

function rule<Kind extends RuleKind>(
  kind: Kind,
  terms: TermsOfKind[Kind],
  values: Partial<ChargeRule> = {}
): ChargeRule {
  return { key: kind, kind, terms, takes: null, ...values }
}

const tm = (values: Partial<TermsOfKind['tm']> = {}, more: Partial<ChargeRule> = {}) =>
  rule('tm', { minimumMinor: null, capMinor: null, ...values }, more)
const fee = (values: Partial<TermsOfKind['fixed_fee']> = {}, more: Partial<ChargeRule> = {}) =>
  rule(
    'fixed_fee',
    {
      ...{ feeMinor: 6_000_000, includedMinutes: 600, overageRatePerHourMinor: 320_000 },
      ...{ rollover: false, ...values },
    },
    more
  )
const block = (values: Partial<TermsOfKind['prepaid_block']> = {}) =>
  rule('prepaid_block', {
    ...{ feeMinor: 2_500_000, grantMinutes: 600, lifePeriods: 3, rolloverCapMinutes: null },
    ...{ overage: { kind: 'rate', ratePerHourMinor: 280_000 }, weighsBands: false, ...values },
  })

function work(minutes: number, values: Partial<WorkEntry> = {}): WorkEntry {
  return {
    ...{ id: 1, ticketId: 1, workDate: '2026-03-02', startedAt: null, minutes },
    ...{ workTypeId: 1, workRoleId: null, serviceId: null, isTravel: false, ...values },
  }
}

function charge(values: Partial<PeriodInput>) {
  const days = { activeDays: 31, daysInPeriod: 31 }
  return chargePeriod({
    period: { number: 1, month: '2026-03', days, serviceDate: '2026-03-31' },
    ...{ rules: [], rounding: BY_MINUTE, work: [], incidents: [], counts: new Map() },
    vat: { mode: 'exclusive', rounding: 'line', rateOn: () => '22' },
    ...{ opening: {}, postings: [], rateOf: () => 300_000 },
    segmentsOf: (entry) => [plainSegment(entry)],
    ...values,
  })
}

const shown = ({ lines }: ReturnType<typeof charge>) =>
  lines.map(({ kind, quantity, amountMinor }) => [kind, quantity, amountMinor])

test.group('What a contract of several rules charges', () => {
  test('§7.2 each rule takes its own work, the next one what is left', ({ assert }) => {
    const projects = tm({}, { key: 'projects', takes: { workTypeIds: [7], serviceIds: null } })
    const result = charge({
      rules: [projects, fee()],
      work: [work(60, { id: 1, workTypeId: 7 }), work(660, { id: 2 })],
    })
    assert.deepEqual(shown(result), [
      ['time', '60', 300_000],
      ['fixed_fee', '1', 6_000_000],
      ['overage', '60', 320_000],
    ])
    assert.deepEqual(
      result.parts.map(({ entryId, ruleKey, line }) => [entryId, ruleKey, line]),
      [
        [1, 'projects', 0],
        [2, 'fixed_fee', null],
      ]
    )
  })

  test('§7.2 work no rule takes is named, and so is work without a rate (§7.3)', ({ assert }) => {
    const projects = tm({}, { takes: { workTypeIds: [7], serviceIds: null } })
    const result = charge({
      rules: [projects],
      work: [work(60, { id: 1, workTypeId: 7 }), work(60, { id: 2 })],
      rateOf: () => null,
    })
    assert.deepEqual([result.unratedIds, result.untakenIds], [[1], [2]])
    assert.deepEqual(result.lines, [])
  })

  test('§7.2 a minimum is topped up, what is above the cap is not billed', ({ assert }) => {
    const low = charge({ rules: [tm({ minimumMinor: 500_000 })], work: [work(60)] })
    assert.deepEqual(shown(low)[1], ['minimum', '1', 200_000])
    const high = charge({ rules: [tm({ capMinor: 250_000 })], work: [work(60)] })
    assert.deepEqual(shown(high)[1], ['over_cap', '1', -50_000])
    assert.equal(high.totals.netMinor, 250_000)
  })

  test('§7.2 discounts come before VAT: of a rule first, then of the whole', ({ assert }) => {
    const ofFee = rule('discount', { percent: '10', ofKeys: ['fixed_fee'] }, { key: 'first' })
    const ofAll = rule('discount', { percent: '50', ofKeys: null }, { key: 'second' })
    const result = charge({ rules: [fee(), ofFee, ofAll] })
    assert.deepEqual(shown(result).slice(1), [
      ['discount', '1', -600_000],
      ['discount', '1', -2_700_000],
    ])
    assert.deepEqual(result.totals, {
      ...{ netMinor: 2_700_000, vatMinor: 594_000, grossMinor: 3_294_000 },
    })
  })

  test('§7.2 dear hours burn a balance by their multiplier: 120 min ×1.5 are 180', ({ assert }) => {
    const evening = (entry: WorkEntry) => [plainSegment(entry, 'evening', '1.5')]
    const usual = charge({ rules: [block()], work: [work(120)], segmentsOf: evening })
    const weighed = charge({
      ...{ rules: [block({ weighsBands: true })], work: [work(120)], segmentsOf: evening },
    })
    assert.deepEqual(
      [usual, weighed].map(({ closing }) => closing.prepaid_block!.lots[0]!.quantity),
      [480, 420]
    )
  })

  test('§7.2 unused time goes one period further where it is agreed', ({ assert }) => {
    const first = charge({ rules: [fee({ rollover: true })], work: [work(500)] })
    assert.equal(first.closing.fixed_fee!.carriedMinutes, 100)
    const second = charge({
      rules: [fee({ rollover: true })],
      work: [work(720)],
      opening: first.closing,
    })
    assert.deepEqual(shown(second)[1], ['overage', '20', 106_667])
  })

  test('BT-06a units are counted each day and priced by tiers; add-ons by days', ({ assert }) => {
    const tiers = [
      { upTo: 25, priceMinor: 90_000 },
      { upTo: 50, priceMinor: 80_000 },
      { upTo: null, priceMinor: 70_000 },
    ]
    const people = rule('per_unit', {
      ...{ counts: { kind: 'people' }, basis: 'at_date', tierMode: 'graduated', tiers },
    })
    const counts = [
      { date: '2026-03-30', count: 50 },
      { date: '2026-03-31', count: 48 },
    ]
    const addOn = rule('recurring', { quantity: 2, priceMinor: 31_000, isProrated: true })
    const days = { activeDays: 15, daysInPeriod: 31 }
    const result = charge({
      rules: [people, addOn],
      counts: new Map([['per_unit', counts]]),
      period: { number: 1, month: '2026-03', days, serviceDate: '2026-03-31' },
    })
    assert.deepEqual(shown(result), [
      ['units', '48', 1_979_032],
      ['recurring', '2', 30_000],
    ])
  })
})

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
    rule('discount', { percent: '7', ofKeys: null }),
  ])
  .chain((some) => fc.shuffledSubarray(some, { minLength: some.length }))
  .map((some) => some.toSorted((one, other) => rank(one) - rank(other)))
const rank = ({ kind }: ChargeRule) => (kind === 'discount' ? 1 : 0)

test.group('Whatever the work and the rules', () => {
  test('§7.2 every billable minute is in exactly one part, or named as not charged', ({
    assert,
  }) => {
    fc.assert(
      fc.property(entries, rules, rounding, (found, agreed, how) => {
        const result = charge({ work: found, rules: agreed, rounding: how })
        const raw = Map.groupBy(result.parts, ({ entryId }) => entryId)
        for (const { id, minutes } of found) {
          const own = raw.get(id)?.map(({ rawMinutes }) => rawMinutes) ?? []
          const isNamed = result.untakenIds.includes(id)
          assert.equal(sumMinutes(own), isNamed ? 0 : minutes)
        }
      })
    )
  })

  test('§7.4 totals are the sum of the rounded lines, amounts of time the sum of their work', ({
    assert,
  }) => {
    fc.assert(
      fc.property(entries, rules, rounding, (found, agreed, how) => {
        const { lines, totals, parts } = charge({ work: found, rules: agreed, rounding: how })
        for (const key of ['netMinor', 'vatMinor', 'grossMinor'] as const) {
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
      fc.property(entries, rules, rounding, (found, agreed, how) => {
        const inOrder = charge({ work: found, rules: agreed, rounding: how })
        const reversed = charge({ work: found.toReversed(), rules: agreed, rounding: how })
        assert.deepEqual(reversed.lines, inOrder.lines)
        assert.deepEqual(reversed.closing, inOrder.closing)
        assert.sameDeepMembers(reversed.parts, inOrder.parts)
      })
    )
  })

  test('§7.2 lots are never negative and their movements add up, period after period', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 5 }), (periods) => {
        let opening = {}
        periods.forEach((found, index) => {
          const days = { activeDays: 31, daysInPeriod: 31 }
          const number = index + 1
          const result = charge({
            period: { number, month: '2026-03', days, serviceDate: '2026-03-31' },
            ...{ work: found, rules: [block({ rolloverCapMinutes: 500 })], opening },
          })
          opening = result.closing
          const { lots } = result.closing.prepaid_block!
          assert.isTrue(lots.every(({ quantity }) => quantity > 0))
          const [used] = result.consumption
          const row = used!.row as Record<string, number>
          assert.equal(row.usedMinutes, row.fromBalanceMinutes! + row.overageMinutes!)
          assert.equal(
            row.openingMinutes! + row.grantedMinutes!,
            row.fromBalanceMinutes! + row.expiredMinutes! + row.closingMinutes!
          )
        })
      })
    )
  })
})
