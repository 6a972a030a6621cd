import type { WorkEntry } from '#billing/workflow/charge_types'
import { plainSegment } from '#billing/workflow/tm'
import { block, charge, fee, rule, tm, work } from '#tests/helpers/charges'
import { test } from '@japa/runner'

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
