import vine from '@vinejs/vine'

/** What an amount may be at most, in minor units: with it and a month of lines sums stay exact. */
export const MOST_AMOUNT_MINOR = 1_000_000_000_000
/** What an hour, a kilometre or a piece may cost: times what is counted of it, it stays exact too. */
export const MOST_PRICE_MINOR = 1_000_000_000

const PLAIN = /^-?\d{1,15}$/

/**
 * A whole number as a form sends it. Text is read as plain digits only: `1e9`, `0x10`, a list or a
 * yes is no number.
 */
export const wholeNumber = () => vine.number().parse(readNumber).withoutDecimals()

/** An amount in minor units, from 0 on. */
export const amountMinor = () => wholeNumber().range([0, MOST_AMOUNT_MINOR])

/** A price of one in minor units, from 0 on. */
export const priceMinor = () => wholeNumber().range([0, MOST_PRICE_MINOR])

function readNumber(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'number') return value
  return typeof value === 'string' && PLAIN.test(value.trim()) ? Number(value) : Number.NaN
}
