import fc from 'fast-check'
import { test } from '@japa/runner'
import { billFixedFee, type FixedFeeTerms } from '#billing/workflow/fixed_fee'
import { prorateAmount, prorateMinutes } from '#billing/workflow/proration'
import { billableQuantity } from '#billing/workflow/quantity_basis'
import { tieredPrice } from '#billing/workflow/unit_tiers'

const terms: FixedFeeTerms = {
  feeMinor: 6_000_000,
  includedMinutes: 1200,
  overageRatePerHourMinor: 320_000,
  rollover: true,
  vat: { mode: 'exclusive', rounding: 'document', rate: '22' },
}
const days = { activeDays: 31, daysInPeriod: 31 }

test.group('Fixed fee', () => {
  test('carried minutes are used first and live one period', ({ assert }) => {
    const idle = billFixedFee(terms, { days, usedMinutes: 0, carriedMinutes: 300 })
    assert.equal(idle.unusedMinutes, 1500)
    assert.equal(idle.carriedOutMinutes, 1200)

    const busy = billFixedFee(terms, { days, usedMinutes: 1400, carriedMinutes: 300 })
    assert.equal(busy.carriedOutMinutes, 100)
    assert.equal(busy.overageMinutes, 0)
  })

  test('without rollover unused hours vanish', ({ assert }) => {
    const result = billFixedFee(
      { ...terms, rollover: false },
      { days, usedMinutes: 0, carriedMinutes: 0 }
    )
    assert.equal(result.carriedOutMinutes, 0)
  })

  test('every used minute is included or overage', ({ assert }) => {
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), fc.integer({ min: 1, max: 31 }), (used, activeDays) => {
        const result = billFixedFee(terms, {
          days: { activeDays, daysInPeriod: 31 },
          usedMinutes: used,
          carriedMinutes: 0,
        })
        const covered = result.includedMinutes - result.unusedMinutes
        assert.equal(covered + result.overageMinutes, used)
      })
    )
  })

  test('refuses days outside the period', ({ assert }) => {
    const wrong = { activeDays: 32, daysInPeriod: 31 }
    assert.throws(() => prorateAmount(100, wrong), 'Not days of a period: 32 of 31')
    assert.throws(() => prorateMinutes(100, { activeDays: 0, daysInPeriod: 0 }), /Not days/)
  })
})

test.group('Unit tiers', () => {
  const tiers = [
    { upTo: 25, priceMinor: 90_000 },
    { upTo: 50, priceMinor: 80_000 },
    { upTo: null, priceMinor: 70_000 },
  ]

  test('{quantity} units: graduated {graduated}, volume {volume}')
    .with([
      { quantity: 0, graduated: '0', volume: '0' },
      { quantity: 25, graduated: '2250000', volume: '2250000' },
      { quantity: 26, graduated: '2330000', volume: '2080000' },
      { quantity: 51, graduated: '4320000', volume: '3570000' },
      { quantity: '25.50', graduated: '2290000', volume: '2040000' },
    ])
    .run(({ assert }, { quantity, graduated, volume }) => {
      assert.equal(tieredPrice(quantity, tiers, 'graduated').toFixed(), graduated)
      assert.equal(tieredPrice(quantity, tiers, 'volume').toFixed(), volume)
    })

  test('must rise and end open', ({ assert }) => {
    const closed = tiers.slice(0, 2)
    const fallen = [...closed].reverse().concat({ upTo: null, priceMinor: 1 })
    assert.throws(() => tieredPrice(1, closed, 'volume'), /end with an open one/)
    assert.throws(() => tieredPrice(1, fallen, 'volume'), /Tiers must rise/)
    assert.throws(() => tieredPrice(-1, tiers, 'volume'), 'Negative quantity: -1')
  })

  test('graduated price never falls when a unit is added', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), (quantity) =>
        tieredPrice(quantity + 1, tiers, 'graduated').gt(tieredPrice(quantity, tiers, 'graduated'))
      )
    )
  })
})

test.group('Quantity basis', () => {
  const counts = [
    { date: '2026-03-01', count: 10 },
    { date: '2026-03-02', count: 12 },
    { date: '2026-03-03', count: 9 },
  ]

  test('counts at a date, on average and at the peak', ({ assert }) => {
    assert.equal(billableQuantity('at_date', counts, '2026-03-03'), '9')
    assert.equal(billableQuantity('average', counts, '2026-03-03'), '10.33')
    assert.equal(billableQuantity('peak', counts, '2026-03-03'), '12')
  })

  test('refuses a missing count', ({ assert }) => {
    assert.throws(() => billableQuantity('at_date', counts, '2026-03-31'), 'No count on 2026-03-31')
    assert.throws(() => billableQuantity('peak', [], '2026-03-31'), 'No daily counts')
  })
})
