import fc from 'fast-check'
import { test } from '@japa/runner'
import {
  exact,
  fromMinor,
  percentOf,
  roundHalfAwayFromZero,
  shareByRunningTotal,
  sumMinor,
  toMinor,
  wholeMinor,
} from '#core/money'
import { splitVat, VAT_MODES } from '#core/vat'

const minor = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })

test.group('Money', () => {
  test('rounds half away from zero: {value} → {rounded}')
    .with([
      { value: '0.125', rounded: '0.13' },
      { value: '-0.125', rounded: '-0.13' },
      { value: '0.124999999999999999999', rounded: '0.12' },
      { value: '1.005', rounded: '1.01' },
      { value: '-2.675', rounded: '-2.68' },
      { value: '4666.6666', rounded: '4666.67' },
    ])
    .run(({ assert }, { value, rounded }) => {
      assert.equal(roundHalfAwayFromZero(value).toFixed(2), rounded)
    })

  test('rounds to as many digits as asked', ({ assert }) => {
    assert.equal(roundHalfAwayFromZero('2.5', 0).toFixed(), '3')
    assert.equal(roundHalfAwayFromZero('98.76545', 4).toFixed(), '98.7655')
  })

  test('reads and writes decimal text: {text} = {minor}')
    .with([
      { text: '1234.50', minor: 123_450 },
      { text: '0.00', minor: 0 },
      { text: '-0.05', minor: -5 },
      { text: '90071992547409.91', minor: Number.MAX_SAFE_INTEGER },
    ])
    .run(({ assert }, row) => {
      assert.strictEqual(toMinor(row.text), row.minor)
      assert.equal(fromMinor(row.minor), row.text)
    })

  test('knows currencies without hundredths', ({ assert }) => {
    assert.equal(toMinor('1500', 0), 1500)
    assert.equal(fromMinor(1500, 0), '1500')
  })

  test('writes minus zero as zero', ({ assert }) => {
    assert.equal(fromMinor(-0), '0.00')
    assert.strictEqual(wholeMinor('-0.2'), 0)
  })

  test('refuses what is not exact money', ({ assert }) => {
    assert.throws(() => toMinor('1.005'), 'More than 2 decimals: 1.005')
    assert.throws(() => toMinor(''), /Not a decimal number/)
    assert.throws(() => toMinor('1e3'), /Not a decimal number/)
    assert.throws(() => toMinor('1 000.00'), /Not a decimal number/)
    assert.throws(() => toMinor('90071992547409.92'), /Not whole minor units/)
    assert.throws(() => exact(0.1), /Not a safe whole number/)
    assert.throws(() => fromMinor(10.5), /Not whole minor units/)
    assert.throws(() => sumMinor([Number.MAX_SAFE_INTEGER, 1]), /Not whole minor units/)
  })

  test('takes a percent once', ({ assert }) => {
    assert.equal(percentOf(10_000_000, '5'), 500_000)
    assert.equal(percentOf(-1_050, '0.5'), -5)
  })

  test('minor units survive the way through text', () => {
    fc.assert(fc.property(minor, (amount) => toMinor(fromMinor(amount)) === amount))
  })

  test('rounding is symmetric around zero', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 1, max: 997 }), (amount, divisor) => {
        const up = wholeMinor(exact(Math.abs(amount)).div(divisor))
        const down = wholeMinor(exact(-Math.abs(amount)).div(divisor))
        return up + down === 0
      })
    )
  })

  test('shares of a running total add up to the total', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1 }), (parts) => {
        const amountOf = (running: number) => wholeMinor(exact(running).times('0.22'))
        const shares = shareByRunningTotal(parts, amountOf)
        assert.equal(sumMinor(shares), amountOf(sumMinor(parts)))
      })
    )
  })
})

test.group('VAT split', () => {
  test('VAT 22 % of 10.02 is 2.20 on top and 1.81 inside', ({ assert }) => {
    assert.deepEqual(splitVat(1002, '22', 'exclusive'), {
      netMinor: 1002,
      vatMinor: 220,
      grossMinor: 1222,
    })
    assert.deepEqual(splitVat(1002, '22', 'inclusive'), {
      netMinor: 821,
      vatMinor: 181,
      grossMinor: 1002,
    })
  })

  test('without VAT nothing is split off', ({ assert }) => {
    assert.deepEqual(splitVat(1002, null, 'inclusive'), {
      netMinor: 1002,
      vatMinor: 0,
      grossMinor: 1002,
    })
  })

  test('refuses a negative rate', ({ assert }) => {
    assert.throws(() => splitVat(1002, '-1', 'exclusive'), 'Negative VAT rate: -1')
  })

  test('net and VAT always add up to gross, a reversal mirrors its line', ({ assert }) => {
    const rate = fc.constantFrom('0', '5', '7', '10', '16.67', '20', '22')
    fc.assert(
      fc.property(minor, rate, fc.constantFrom(...VAT_MODES), (amount, percent, mode) => {
        const split = splitVat(amount, percent, mode)
        const reversal = splitVat(0 - amount, percent, mode)
        assert.equal(split.netMinor + split.vatMinor, split.grossMinor)
        assert.equal(reversal.vatMinor + split.vatMinor, 0)
      })
    )
  })
})
