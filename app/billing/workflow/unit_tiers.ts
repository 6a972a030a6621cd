import { Decimal } from 'decimal.js'
import { exact, type DecimalInput } from '#core/money'

export const TIER_MODES = ['graduated', 'volume'] as const
export type TierMode = (typeof TIER_MODES)[number]

/** `upTo` is the last quantity of the tier; the last tier is open (null). */
export interface UnitTier {
  upTo: number | null
  priceMinor: number
}

/**
 * Unrounded price in minor units. Graduated: each unit at its own tier; volume: all units at the
 * tier the quantity reaches.
 */
export function tieredPrice(
  quantity: DecimalInput,
  tiers: readonly UnitTier[],
  mode: TierMode
): Decimal {
  checkTiers(tiers)
  const units = exact(quantity)
  if (units.isNegative()) throw new RangeError(`Negative quantity: ${units.toFixed()}`)

  switch (mode) {
    case 'graduated':
      return graduated(units, tiers)
    case 'volume':
      return volume(units, tiers)
    default:
      return mode satisfies never
  }
}

function graduated(units: Decimal, tiers: readonly UnitTier[]): Decimal {
  let price = exact(0)
  let from = 0
  for (const { upTo, priceMinor } of tiers) {
    const end = upTo === null ? units : Decimal.min(units, upTo)
    if (end.gt(from)) price = price.plus(end.minus(from).times(priceMinor))
    from = upTo ?? from
  }
  return price
}

function volume(units: Decimal, tiers: readonly UnitTier[]): Decimal {
  const reached = tiers.find(({ upTo }) => upTo === null || units.lte(upTo))
  return units.times(reached?.priceMinor ?? 0)
}

function checkTiers(tiers: readonly UnitTier[]): void {
  const bounds = tiers.map(({ upTo }) => upTo ?? Infinity)
  const rising = bounds.every((bound, index) => bound > (bounds[index - 1] ?? 0))
  if (!rising || bounds.at(-1) !== Infinity) {
    throw new RangeError('Tiers must rise and end with an open one')
  }
}
