/**
 * A grant of minutes or incident units. Periods are numbered in the contract's order; a lot can be
 * used in `grantedIn`..`lastPeriod`, null is for ever. The key tells lots of one contract apart.
 */
export interface Lot {
  key: string
  grantedIn: number
  lastPeriod: number | null
  quantity: number
}

export const LOT_MOVES = ['grant', 'use', 'expire', 'cut'] as const
export type LotMove = (typeof LOT_MOVES)[number]

/** One ledger row; the quantity is positive, the move tells the direction. */
export interface LotMovement {
  lotKey: string
  move: LotMove
  quantity: number
}

export interface LotChange {
  lots: Lot[]
  movements: LotMovement[]
  moved: number
}

export function lotsTotal(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => sum + lot.quantity, 0)
}

/** A lot that lives `lifePeriods` periods, the one of the grant included. */
export function grantLot(
  key: string,
  grantedIn: number,
  quantity: number,
  lifePeriods: number | null
): Lot {
  if (lifePeriods !== null && lifePeriods < 1) {
    throw new RangeError('A lot lives one period or more')
  }
  const lastPeriod = lifePeriods === null ? null : grantedIn + lifePeriods - 1
  return { key, grantedIn, lastPeriod, quantity: wholeQuantity(quantity) }
}

export function toGrantMovement({ key, quantity }: Lot): LotMovement {
  return { lotKey: key, move: 'grant', quantity }
}

/** Takes at most `wanted`, soonest expiry first, then oldest grant; `moved` is what was taken. */
export function useLots(lots: readonly Lot[], wanted: number): LotChange {
  return takeFrom(lots, wholeQuantity(wanted), 'use')
}

/** Clears what is left of the lots that end with this period. */
export function expireLots(lots: readonly Lot[], periodNo: number): LotChange {
  const ends = (lot: Lot) => lot.lastPeriod !== null && lot.lastPeriod <= periodNo
  const ended = lots.filter(ends)
  const change = takeFrom(ended, lotsTotal(ended), 'expire')
  return { ...change, lots: lots.filter((lot) => !ends(lot)) }
}

/** Cuts the balance down to the rollover cap, oldest lots first; null is no cap. */
export function cutLots(lots: readonly Lot[], cap: number | null): LotChange {
  const excess = cap === null ? 0 : Math.max(0, lotsTotal(lots) - wholeQuantity(cap))
  return takeFrom(lots, excess, 'cut')
}

/** @throws RangeError when a lot outlived its last period without being expired */
export function refuseStaleLots(lots: readonly Lot[], periodNo: number): void {
  const stale = lots.find((lot) => lot.lastPeriod !== null && lot.lastPeriod < periodNo)
  if (stale) throw new RangeError(`Lot ${stale.key} ended before period ${periodNo}`)
}

function takeFrom(lots: readonly Lot[], wanted: number, move: LotMove): LotChange {
  const left: Lot[] = []
  const movements: LotMovement[] = []
  let moved = 0
  for (const lot of [...lots].sort(byExpiry)) {
    const quantity = Math.min(wholeQuantity(lot.quantity), wanted - moved)
    if (quantity > 0) movements.push({ lotKey: lot.key, move, quantity })
    if (lot.quantity > quantity) left.push({ ...lot, quantity: lot.quantity - quantity })
    moved += quantity
  }
  return { lots: left, movements, moved }
}

function byExpiry(one: Lot, other: Lot): number {
  const ends = [one.lastPeriod ?? Infinity, other.lastPeriod ?? Infinity] as const
  if (ends[0] !== ends[1]) return ends[0] - ends[1]
  return one.grantedIn - other.grantedIn || (one.key < other.key ? -1 : 1)
}

function wholeQuantity(quantity: number): number {
  if (!Number.isSafeInteger(quantity) || quantity < 0) {
    throw new RangeError(`Not a whole, non-negative quantity: ${quantity}`)
  }
  return quantity
}
