import fc from 'fast-check'
import { test } from '@japa/runner'
import { sumMinor } from '#core/money'
import { runPackPeriod, type PackTerms } from '#billing/workflow/incident_pack'
import { cutLots, grantLot, lotsTotal, useLots, type Lot } from '#billing/workflow/lots'
import {
  balanceMinutes,
  runPrepaidPeriod,
  type PrepaidResult,
  type PrepaidTerms,
} from '#billing/workflow/prepaid_block'

const vat = { mode: 'exclusive', rounding: 'document', rate: '22' } as const

const block: PrepaidTerms = {
  grantMinutes: 600,
  feeMinor: 2_500_000,
  lifePeriods: 3,
  rolloverCapMinutes: null,
  overage: { kind: 'rate', ratePerHourMinor: 280_000 },
  vat,
}

const life = fc.option(fc.integer({ min: 1, max: 4 }))
const prepaidTerms: fc.Arbitrary<PrepaidTerms> = fc.record({
  grantMinutes: fc.nat({ max: 1200 }),
  feeMinor: fc.nat({ max: 10_000_000 }),
  lifePeriods: life,
  rolloverCapMinutes: fc.option(fc.nat({ max: 1200 })),
  overage: fc.oneof(
    fc.record({ kind: fc.constant('rate' as const), ratePerHourMinor: fc.nat({ max: 500_000 }) }),
    fc.record({
      kind: fc.constant('top_up' as const),
      minutes: fc.integer({ min: 1, max: 600 }),
      feeMinor: fc.nat({ max: 2_000_000 }),
    })
  ),
  vat: fc.constant(vat),
})

function runMonths(terms: PrepaidTerms, used: number[]): PrepaidResult[] {
  let lots: Lot[] = []
  return used.map((usedMinutes, periodNo) => {
    const result = runPrepaidPeriod(terms, { periodNo, lots, usedMinutes })
    lots = result.lots
    return result
  })
}

test.group('Lots', () => {
  test('are used by soonest expiry, then by oldest grant', ({ assert }) => {
    const lots = [
      grantLot('forever', 1, 10, null),
      grantLot('late', 1, 10, 5),
      grantLot('a newer one', 3, 10, 2),
      grantLot('b older one', 2, 10, 3),
    ]
    assert.deepEqual(
      useLots(lots, 35).movements.map(({ lotKey, quantity }) => [lotKey, quantity]),
      [
        ['b older one', 10],
        ['a newer one', 10],
        ['late', 10],
        ['forever', 5],
      ]
    )
  })

  test('the rollover cap cuts the oldest first', ({ assert }) => {
    const lots = [grantLot('newer', 2, 600, 3), grantLot('older', 1, 300, 3)]
    const cut = cutLots(lots, 300)
    assert.deepEqual(
      cut.lots.map(({ key, quantity }) => [key, quantity]),
      [['newer', 300]]
    )
    assert.equal(cut.moved, 600)
  })

  test('refuse broken quantities and lives', ({ assert }) => {
    assert.throws(() => grantLot('half', 1, 0.5, null), /whole, non-negative quantity/)
    assert.throws(() => grantLot('dead', 1, 10, 0), 'A lot lives one period or more')
    assert.throws(() => useLots([], -1), /whole, non-negative quantity/)
  })
})

test.group('Prepaid block', () => {
  test('after-hours minutes burn the balance faster', ({ assert }) => {
    assert.equal(balanceMinutes(120, '1.5'), 180)
    assert.equal(balanceMinutes(1, '1.5'), 2)
  })

  test('a top-up block covers what the balance lacks, its rest stays', ({ assert }) => {
    const overage = { kind: 'top_up', minutes: 120, feeMinor: 600_000 } as const
    const result = runPrepaidPeriod(
      { ...block, overage },
      { periodNo: 1, lots: [], usedMinutes: 800 }
    )
    assert.equal(result.grantedMinutes, 840)
    assert.equal(result.overageMinutes, 0)
    assert.equal(result.closingMinutes, 40)
    assert.equal(result.document.totals.netMinor, 3_700_000)
  })

  test('a lot that should have expired is refused', ({ assert }) => {
    const lots = [grantLot('grant:1', 1, 10, 1)]
    assert.throws(
      () => runPrepaidPeriod(block, { periodNo: 2, lots, usedMinutes: 0 }),
      'Lot grant:1 ended before period 2'
    )
  })

  test('every used minute comes from the balance or is overage, and nothing is lost', ({
    assert,
  }) => {
    fc.assert(
      fc.property(prepaidTerms, fc.array(fc.nat({ max: 3000 })), (terms, used) => {
        let opening = 0
        for (const month of runMonths(terms, used)) {
          assert.equal(month.openingMinutes, opening)
          assert.equal(month.fromBalanceMinutes + month.overageMinutes, month.usedMinutes)
          assert.equal(
            month.openingMinutes + month.grantedMinutes,
            month.fromBalanceMinutes + month.expiredMinutes + month.closingMinutes
          )
          opening = month.closingMinutes
        }
      })
    )
  })

  test('no lot ever falls below zero or outlives its last period or the cap', ({ assert }) => {
    fc.assert(
      fc.property(prepaidTerms, fc.array(fc.nat({ max: 3000 })), (terms, used) => {
        runMonths(terms, used).forEach((month, periodNo) => {
          for (const lot of month.lots) {
            assert.isAbove(lot.quantity, 0)
            assert.isAbove(lot.lastPeriod ?? Infinity, periodNo)
          }
          assert.isAtMost(month.closingMinutes, terms.rolloverCapMinutes ?? Infinity)
        })
      })
    )
  })

  test('overage is billed only once the balance is empty', ({ assert }) => {
    fc.assert(
      fc.property(prepaidTerms, fc.array(fc.nat({ max: 3000 })), (terms, used) => {
        for (const month of runMonths(terms, used)) {
          if (month.overageMinutes > 0) assert.equal(month.closingMinutes, 0)
        }
      })
    )
  })

  test('the ledger of movements explains the closing lots', ({ assert }) => {
    fc.assert(
      fc.property(prepaidTerms, fc.array(fc.nat({ max: 3000 })), (terms, used) => {
        const months = runMonths(terms, used)
        const signed = months
          .flatMap((month) => month.movements)
          .map(({ move, quantity }) => (move === 'grant' ? quantity : 0 - quantity))
        assert.equal(sumMinor(signed), lotsTotal(months.at(-1)?.lots ?? []))
      })
    )
  })
})

test.group('Incident packs', () => {
  const packs: PackTerms = {
    packSize: 10,
    packPriceMinor: 1_500_000,
    singlePriceMinor: 180_000,
    autoPurchase: true,
    lifePeriods: 2,
    vat,
  }

  test('a pack ends with its last period', ({ assert }) => {
    const first = runPackPeriod(packs, {
      periodNo: 1,
      lots: [],
      incidents: [{ id: 'INC-000001', units: 2 }],
    })
    const second = runPackPeriod(packs, { periodNo: 2, lots: first.lots, incidents: [] })
    assert.equal(first.closingUnits, 8)
    assert.equal(second.expiredUnits, 8)
    assert.equal(second.closingUnits, 0)
  })

  test('every unit is covered by a pack or billed at the single price', ({ assert }) => {
    const weights = fc.array(fc.integer({ min: 0, max: 2 }))
    fc.assert(
      fc.property(weights, fc.nat({ max: 20 }), fc.boolean(), (units, opening, autoPurchase) => {
        const incidents = units.map((weight, index) => ({ id: String(index), units: weight }))
        const lots = [grantLot('opening', 0, opening, null)]
        const result = runPackPeriod({ ...packs, autoPurchase }, { periodNo: 1, lots, incidents })
        assert.equal(
          opening + result.packsPurchased * 10 + result.unitsAtSinglePrice,
          result.unitsConsumed + result.closingUnits
        )
        assert.isBelow(autoPurchase ? result.unitsAtSinglePrice : 0, 1)
      })
    )
  })
})
