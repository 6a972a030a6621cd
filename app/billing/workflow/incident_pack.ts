import type { VatRate } from '#core/vat'
import {
  expireLots,
  grantLot,
  lotsTotal,
  refuseStaleLots,
  toGrantMovement,
  useLots,
  type Lot,
  type LotMovement,
} from '#billing/workflow/lots'
import {
  vatDocument,
  type VatDocument,
  type VatLine,
  type VatTerms,
} from '#billing/workflow/vat_document'

export interface PackTerms {
  packSize: number
  packPriceMinor: number
  singlePriceMinor: number
  /** Buys whole packs until the units suffice; otherwise the rest is billed at the single price. */
  autoPurchase: boolean
  /** Periods a bought pack lives, its own included; null is for ever. */
  lifePeriods: number | null
  vat: VatTerms & { rate: VatRate }
}

/** Usual weights: 1, 2 for a P1 outside hours, 0 for a duplicate or our own fault. */
export interface WeightedIncident {
  id: string
  units: number
}

export interface PackPeriod {
  periodNo: number
  lots: readonly Lot[]
  incidents: readonly WeightedIncident[]
}

export interface PackLine extends VatLine {
  kind: 'pack' | 'single_incident'
  quantity: number
}

export interface PackResult {
  unitsConsumed: number
  packsPurchased: number
  unitsAtSinglePrice: number
  expiredUnits: number
  closingUnits: number
  lots: Lot[]
  movements: LotMovement[]
  document: VatDocument<PackLine>
}

/** One period of per-incident packs, first in first out. */
export function runPackPeriod(terms: PackTerms, period: PackPeriod): PackResult {
  refuseStaleLots(period.lots, period.periodNo)
  const unitsConsumed = period.incidents.reduce((sum, incident) => sum + incident.units, 0)
  const bought = buyPacks(terms, period, unitsConsumed)
  const used = useLots([...period.lots, ...bought], unitsConsumed)
  const expired = expireLots(used.lots, period.periodNo)
  const unitsAtSinglePrice = unitsConsumed - used.moved
  return {
    unitsConsumed,
    packsPurchased: bought.length,
    unitsAtSinglePrice,
    expiredUnits: expired.moved,
    closingUnits: lotsTotal(expired.lots),
    lots: expired.lots,
    movements: [...bought.map(toGrantMovement), ...used.movements, ...expired.movements],
    document: vatDocument(packLines(terms, bought.length, unitsAtSinglePrice), terms.vat),
  }
}

function buyPacks(terms: PackTerms, period: PackPeriod, needed: number): Lot[] {
  if (terms.packSize < 1) throw new RangeError('A pack holds one unit or more')
  if (!terms.autoPurchase) return []
  const short = Math.max(0, needed - lotsTotal(period.lots))
  const packs = Math.ceil(short / terms.packSize)
  return Array.from({ length: packs }, (_, index) =>
    grantLot(
      `pack:${period.periodNo}:${index + 1}`,
      period.periodNo,
      terms.packSize,
      terms.lifePeriods
    )
  )
}

function packLines(terms: PackTerms, packs: number, singles: number): PackLine[] {
  const lines: PackLine[] = [
    line('pack', packs, terms.packPriceMinor, terms.vat.rate),
    line('single_incident', singles, terms.singlePriceMinor, terms.vat.rate),
  ]
  return lines.filter((item) => item.quantity > 0)
}

function line(
  kind: PackLine['kind'],
  quantity: number,
  priceMinor: number,
  vatRate: VatRate
): PackLine {
  return { kind, quantity, amountMinor: quantity * priceMinor, vatRate }
}
