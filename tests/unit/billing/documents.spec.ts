import fc from 'fast-check'
import { test } from '@japa/runner'
import { sumMinor } from '#core/money'
import { VAT_MODES, vatOf } from '#core/vat'
import { contractMargin } from '#billing/workflow/contract_margin'
import { correctionLine, creditLines } from '#billing/workflow/postings'
import { toReportingCurrency } from '#billing/workflow/fx'
import { findRate, type Rate } from '#billing/workflow/rate_card'
import { creditAmount, creditPercent, DEFAULT_CREDIT_TABLE } from '#billing/workflow/sla_credit'
import { VAT_ROUNDINGS, vatDocument } from '#billing/workflow/vat_document'
import { RU_STANDARD_VAT, vatRateOn } from '#billing/workflow/vat_rates'

const rate = fc.constantFrom(null, '0', '10', '20', '22')
const lines = fc.array(
  fc.record({ amountMinor: fc.integer({ min: -1_000_000, max: 100_000_000 }), vatRate: rate })
)
const terms = fc.record({
  mode: fc.constantFrom(...VAT_MODES),
  rounding: fc.constantFrom(...VAT_ROUNDINGS),
})

test.group('VAT of a document', () => {
  test('totals are the sum of the lines, each line adds up', ({ assert }) => {
    fc.assert(
      fc.property(lines, terms, (items, how) => {
        const { lines: split, totals } = vatDocument(items, how)
        for (const key of ['netMinor', 'vatMinor', 'grossMinor'] as const) {
          assert.equal(sumMinor(split.map((line) => line[key])), totals[key])
        }
        assert.equal(totals.netMinor + totals.vatMinor, totals.grossMinor)
      })
    )
  })

  test('the order of lines does not change the totals', ({ assert }) => {
    fc.assert(
      fc.property(lines, terms, (items, how) => {
        const reversed = vatDocument([...items].reverse(), how)
        assert.deepEqual(reversed.totals, vatDocument(items, how).totals)
      })
    )
  })

  test('by document the sum is rounded once, a line strays by one kopeck at most', ({ assert }) => {
    const oneRate = lines.map((items) => items.map((item) => ({ ...item, vatRate: '22' })))
    fc.assert(
      fc.property(oneRate, fc.constantFrom(...VAT_MODES), (items, mode) => {
        const { lines: split, totals } = vatDocument(items, { mode, rounding: 'document' })
        const sum = sumMinor(items.map((item) => item.amountMinor))
        assert.equal(totals.vatMinor, vatOf(sum, '22', mode))
        for (const line of split) {
          assert.isAtMost(Math.abs(line.vatMinor - vatOf(line.amountMinor, '22', mode)), 1)
        }
      })
    )
  })

  test('rates of different dates are rounded apart', ({ assert }) => {
    const { totals } = vatDocument(
      [
        { amountMinor: 1002, vatRate: '20' },
        { amountMinor: 1002, vatRate: '22' },
        { amountMinor: 1002, vatRate: null },
      ],
      { mode: 'exclusive', rounding: 'document' }
    )
    assert.equal(totals.vatMinor, 200 + 220)
  })
})

test.group('VAT by date of service', () => {
  test('rows may come in any order', ({ assert }) => {
    const table = [...RU_STANDARD_VAT].reverse()
    assert.equal(vatRateOn(table, '2025-12-31'), '20')
    assert.equal(vatRateOn(table, '2026-01-01'), '22')
  })

  test('a date before the table is refused', ({ assert }) => {
    assert.throws(() => vatRateOn(RU_STANDARD_VAT, '2018-12-31'), 'No VAT rate on 2018-12-31')
  })
})

test.group('SLA credit', () => {
  test('compliance {compliance} % earns {percent} %')
    .with([
      { compliance: '100', percent: '0' },
      { compliance: '95.00', percent: '0' },
      { compliance: '94.99', percent: '5' },
      { compliance: '90', percent: '5' },
      { compliance: '80.00', percent: '10' },
      { compliance: '79.99', percent: '20' },
      { compliance: '0', percent: '20' },
    ])
    .run(({ assert }, { compliance, percent }) => {
      assert.equal(creditPercent(compliance, DEFAULT_CREDIT_TABLE), percent)
    })

  test('is a negative amount below its cap', ({ assert }) => {
    assert.equal(creditAmount(10_000_000, '20', null), -2_000_000)
    assert.equal(creditAmount(10_000_000, '20', '15'), -1_500_000)
    assert.equal(creditAmount(10_000_000, '5', '15'), -500_000)
  })

  test('a table that ends too high is refused', ({ assert }) => {
    const table = [{ from: '95', creditPercent: '0' }]
    assert.throws(() => creditPercent('90', table), 'No credit band for 90 %')
  })
})

test.group('Corrections', () => {
  test('carry the VAT of the period they correct', ({ assert }) => {
    const closed = { kind: 'fixed_fee', amountMinor: 10_000_000, vatRate: '20' } as const
    const credits = creditLines(
      { lines: [closed], compliancePercent: '93.20', periodId: 7 },
      { table: [...DEFAULT_CREDIT_TABLE], capPercent: null }
    )
    const price = { priceMinor: 300_000, multiplier: '1', vatRate: '20' }
    const corrected = correctionLine({
      line: { id: 551, billingPeriodId: 7, ruleKey: 'tm', serviceId: null, ...price },
      ...{ amountMinor: -450_000, deltaMinutes: -90, reason: 'Ours', timeEntryId: null },
    })
    const fee = { amountMinor: 10_000_000, vatRate: '22' }
    const how = { mode: 'exclusive', rounding: 'line' } as const
    const { lines: charged } = vatDocument([fee, ...credits, corrected], how)
    assert.deepEqual(
      charged.map(({ netMinor, vatMinor }) => [netMinor, vatMinor]),
      [
        [10_000_000, 2_200_000],
        [-500_000, -100_000],
        [-450_000, -90_000],
      ]
    )
    assert.deepEqual([corrected.originPeriodId, corrected.reversesId], [7, 551])
  })
})

test.group('Rate card', () => {
  function row(workType: string | null, role: string | null, ratePerHourMinor: number): Rate {
    return { workType, role, validFrom: '2026-01-01', validTo: null, ratePerHourMinor }
  }
  const query = { workType: 'repair', role: 'senior', workDate: '2026-03-02' }
  const rows = [
    row(null, null, 1),
    row(null, 'senior', 2),
    row('repair', null, 3),
    row('repair', 'senior', 4),
  ]

  test('falls back from exact to work type, to role, to default', ({ assert }) => {
    const found = [4, 3, 2, 1].map((count) => findRate(rows.slice(0, count), query))
    assert.deepEqual(
      found.map((each) => each?.ratePerHourMinor),
      [4, 3, 2, 1]
    )
  })

  test('takes the row in force on the day of work', ({ assert }) => {
    const old = { ...row('repair', 'senior', 5), validFrom: '2025-01-01', validTo: '2026-03-01' }
    const later = { ...row('repair', 'senior', 6), validFrom: '2026-03-01' }
    const on = (workDate: string) =>
      findRate([...rows, old, later], { ...query, workDate })?.ratePerHourMinor
    assert.equal(on('2025-12-31'), 5)
    assert.equal(findRate([old], { ...query, workDate: '2026-03-01' })?.ratePerHourMinor, 5)
    assert.isNull(findRate([old], { ...query, workDate: '2026-03-02' }))
    assert.equal(on('2026-03-01'), 6)
  })

  test('work without a rate is unrated', ({ assert }) => {
    assert.isNull(findRate([row('repair', 'junior', 7)], query))
  })
})

test.group('Reporting', () => {
  test('a total is converted once', ({ assert }) => {
    assert.equal(toReportingCurrency(93_411, '98.7654'), 9_225_775)
    assert.throws(() => toReportingCurrency(1, '0'), 'Not an exchange rate: 0')
    assert.throws(() => toReportingCurrency(1, '-1'), 'Not an exchange rate: -1')
  })

  test('margin counts raw minutes at cost', ({ assert }) => {
    const work = [{ rawMinutes: 50, costPerHourMinor: 100_000 }]
    assert.equal(contractMargin(500_000, work, 10_000), 500_000 - 83_333 - 10_000)
  })
})
