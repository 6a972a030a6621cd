import { Decimal } from 'decimal.js'

/**
 * Money is an integer count of minor units (kopecks, cents) next to a currency code. Rates,
 * multipliers and percents are decimal strings; they never pass through a float.
 */

// 60 digits keep a single division far away from a false tie; decimal.js calls half away from
// zero ROUND_HALF_UP.
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
const DECIMAL_TEXT = /^-?\d+(\.\d+)?$/

/** A decimal string ('1234.50'), a whole number, or a Decimal made by `exact`. */
export type DecimalInput = Decimal | string | number

/** @throws RangeError on a fractional number (a float), an unsafe integer or a malformed string */
export function exact(value: DecimalInput): Decimal {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`Not a safe whole number: ${value}`)
  }
  if (typeof value === 'string' && !DECIMAL_TEXT.test(value)) {
    throw new RangeError(`Not a decimal number: ${value}`)
  }
  return new Exact(value)
}

/** 0.125 → 0.13 and −0.125 → −0.13. */
export function roundHalfAwayFromZero(value: DecimalInput, digits = 2): Decimal {
  return exact(value).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP)
}

/** Rounds an amount that is already counted in minor units to a whole number of them. */
export function wholeMinor(value: DecimalInput): number {
  return safeMinor(roundHalfAwayFromZero(value, 0).toNumber())
}

/** '1234.50' → 123450. @throws RangeError when the text has more than `digits` decimals */
export function toMinor(value: DecimalInput, digits = 2): number {
  const minor = exact(value).times(exact(10).pow(digits))
  if (!minor.isInteger()) throw new RangeError(`More than ${digits} decimals: ${value}`)
  return safeMinor(minor.toNumber())
}

/** 123450 → '1234.50'. */
export function fromMinor(minor: number, digits = 2): string {
  return exact(safeMinor(minor)).div(exact(10).pow(digits)).toFixed(digits)
}

/** @throws RangeError when the sum leaves the safe integers */
export function sumMinor(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => safeMinor(sum + safeMinor(amount)), 0)
}

/** `percent` is a decimal string: percentOf(10000, '5') → 500. */
export function percentOf(amountMinor: number, percent: string): number {
  return wholeMinor(exact(amountMinor).times(exact(percent)).div(100))
}

/**
 * Shares an amount between parts so that the shares always add up to `amountOf(Σ parts)`: each
 * share is the step of the rounded running total.
 */
export function shareByRunningTotal(
  parts: readonly number[],
  amountOf: (running: number) => number
): number[] {
  let running = 0
  let shared = 0
  return parts.map((part) => {
    running += part
    const share = amountOf(running) - shared
    shared += share
    return share
  })
}

function safeMinor(minor: number): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Not whole minor units: ${minor}`)
  return minor + 0 // turns −0 into 0
}
