import { expenseLine } from '#billing/workflow/expense_line'
import { lineAmount } from '#billing/workflow/line_amount'
import { vatDocument } from '#billing/workflow/vat_document'
import { sumMinor } from '#core/money'
import { MOST_AMOUNT_MINOR, MOST_PRICE_MINOR } from '#core/whole_number'
import { test } from '@japa/runner'
import fc from 'fast-check'

/** Half away from zero, counted in whole numbers without an end. */
function quotient(of: bigint, by: bigint): number {
  const size = of < 0n ? -of : of
  const rounded = (2n * size + by) / (2n * by)
  return Number(of < 0n ? -rounded : rounded)
}

const minutes = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constant(1_000_000))
const price = fc.oneof(fc.nat({ max: MOST_PRICE_MINOR }), fc.constant(MOST_PRICE_MINOR))
const cost = fc.oneof(fc.nat({ max: 1_000_000 }), fc.constant(MOST_AMOUNT_MINOR))
const thousandths = (max: number) => fc.oneof(fc.nat({ max }), fc.constant(max))
const decimal = (value: number, digits: number) => {
  const text = String(value).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

test.group('Whatever the doors let in', () => {
  test('§7.4 an amount of time is exact to the last kopeck', ({ assert }) => {
    fc.assert(
      fc.property(minutes, price, thousandths(10_000), (found, rate, multiplier) => {
        const exactly = quotient(BigInt(found) * BigInt(rate) * BigInt(multiplier), 60_000n)
        assert.equal(lineAmount(found, rate, decimal(multiplier, 3)), exactly)
        assert.isTrue(Number.isSafeInteger(exactly))
      })
    )
  })

  test('§7.1 an amount of an expense is exact, markup and thousandths included', ({ assert }) => {
    fc.assert(
      fc.property(cost, thousandths(999_999_999), thousandths(999_999), (costMinor, many, more) => {
        const product = BigInt(costMinor) * BigInt(many) * (10_000n + BigInt(more))
        const exactly = quotient(product, 1_000n * 10_000n)
        fc.pre(exactly <= MOST_AMOUNT_MINOR)
        const spent = {
          ...{ id: 1, kind: 'material' as const, name: 'x', spentOn: '2026-03-02', costMinor },
          ...{ quantity: decimal(many, 3), markupPercent: decimal(more, 2) },
        }
        const { amountMinor } = expenseLine(spent, { travel: null, vatRate: '22' })
        assert.equal(amountMinor, exactly)
      })
    )
  })

  test('§7.4 a document of the largest lines adds up, VAT and all', ({ assert }) => {
    const lines = fc.array(fc.constantFrom(MOST_AMOUNT_MINOR, MOST_AMOUNT_MINOR - 1, 1, -1), {
      minLength: 1,
      maxLength: 500,
    })
    const how = fc.record({
      mode: fc.constantFrom('exclusive' as const, 'inclusive' as const),
      rounding: fc.constantFrom('line' as const, 'document' as const),
    })
    fc.assert(
      fc.property(lines, how, (amounts, vat) => {
        const { lines: taxed, totals } = vatDocument(
          amounts.map((amountMinor) => ({ amountMinor, vatRate: '22' as const })),
          vat
        )
        const sum = (key: 'netMinor' | 'vatMinor' | 'grossMinor') =>
          Number(taxed.reduce((total, line) => total + BigInt(line[key]), 0n))
        for (const key of ['netMinor', 'vatMinor', 'grossMinor'] as const) {
          assert.equal(totals[key], sum(key))
        }
        assert.equal(totals.netMinor + totals.vatMinor, totals.grossMinor)
        const agreed = vat.mode === 'inclusive' ? totals.grossMinor : totals.netMinor
        assert.equal(agreed, sumMinor(amounts))
      })
    )
  })
})
