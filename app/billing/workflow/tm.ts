import { sumMinutes } from '#core/duration'
import { shareByRunningTotal } from '#core/money'
import type { VatRate } from '#core/vat'
import { lineAmount } from '#billing/workflow/line_amount'
import {
  roundTime,
  spreadMinutes,
  type RoundingPolicy,
  type RoundingUnit,
  type TimeEntry,
} from '#billing/workflow/time_rounding'
import { vatDocument, type VatDocument, type VatTerms } from '#billing/workflow/vat_document'

/** A stretch of an entry inside one time band; `serviceDate` is the local ISO date. */
export interface TimeSegment {
  serviceDate: string
  band: string
  multiplier: string
  minutes: number
}

/** The segments' minutes add up to the entry's. */
export interface RatedEntry extends TimeEntry {
  ratePerHourMinor: number
  segments: TimeSegment[]
}

export interface TmInput {
  entries: readonly RatedEntry[]
  rounding: RoundingPolicy
  vat: VatTerms & { rateOn: (serviceDate: string) => VatRate }
}

/** What one entry adds to a line; the shares of a line add up to its minutes and amount. */
export interface TmShare {
  entryId: number
  serviceDate: string
  rawMinutes: number
  billedMinutes: number
  amountMinor: number
}

/** One price inside one rounding unit. */
export interface TmLine {
  unitKey: string
  band: string
  multiplier: string
  ratePerHourMinor: number
  vatRate: VatRate
  billedMinutes: number
  amountMinor: number
  shares: TmShare[]
}

export interface TmResult {
  units: RoundingUnit<RatedEntry>[]
  billedMinutes: number
  document: VatDocument<TmLine>
}

/** Time and materials, with or without time bands: minutes are rounded first, then each line once. */
export function billTimeAndMaterials({ entries, rounding, vat }: TmInput): TmResult {
  const units = roundTime(entries, rounding)
  const lines = units.flatMap((unit) => unitLines(unit, vat.rateOn))
  return {
    units,
    billedMinutes: sumMinutes(units.map((unit) => unit.billedMinutes)),
    document: vatDocument(lines, vat),
  }
}

/** An entry without a start time, or without bands in its contract. */
export function plainSegment(entry: TimeEntry, band = 'business', multiplier = '1'): TimeSegment {
  return { serviceDate: entry.workDate, band, multiplier, minutes: entry.minutes }
}

type Piece = Omit<TmLine, 'billedMinutes' | 'amountMinor' | 'shares'> & Omit<TmShare, 'amountMinor'>

function unitLines(unit: RoundingUnit<RatedEntry>, rateOn: TmInput['vat']['rateOn']): TmLine[] {
  const groups = Map.groupBy(unitPieces(unit, rateOn), priceKey)
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [toLine(first, [first, ...rest])]
  )
}

function unitPieces(unit: RoundingUnit<RatedEntry>, rateOn: TmInput['vat']['rateOn']): Piece[] {
  return billedPieces(unit).map(({ entry, segment, billedMinutes }) => ({
    unitKey: unit.key,
    band: segment.band,
    multiplier: segment.multiplier,
    ratePerHourMinor: entry.ratePerHourMinor,
    vatRate: rateOn(segment.serviceDate),
    entryId: entry.id,
    serviceDate: segment.serviceDate,
    rawMinutes: segment.minutes,
    billedMinutes,
  }))
}

/** Entries whose segments are known, before they have a price. */
export type SegmentedEntry = TimeEntry & { segments: TimeSegment[] }

type BilledPiece<Entry> = { entry: Entry; segment: TimeSegment; billedMinutes: number }

/**
 * What each segment of a rounding unit is billed; the rounding delta goes to the last one (§7.3).
 * @throws RangeError when segments do not add up to their entry
 */
export function billedPieces<Entry extends SegmentedEntry>(
  unit: RoundingUnit<Entry>
): BilledPiece<Entry>[] {
  const pieces = unit.entries.flatMap((entry) =>
    checkedSegments(entry).map((segment) => ({ entry, segment }))
  )
  const billed = spreadMinutes(
    pieces.map(({ segment }) => segment.minutes),
    unit.billedMinutes
  )
  return pieces.map((piece, index) => ({ ...piece, billedMinutes: billed[index] ?? 0 }))
}

function checkedSegments(entry: SegmentedEntry): TimeSegment[] {
  if (sumMinutes(entry.segments.map((segment) => segment.minutes)) !== entry.minutes) {
    throw new RangeError(`Segments of entry ${entry.id} do not add up to its minutes`)
  }
  return entry.segments
}

function priceKey(piece: Piece): string {
  return [piece.band, piece.multiplier, piece.ratePerHourMinor, piece.vatRate].join('|')
}

function toLine(price: Piece, pieces: Piece[]): TmLine {
  const amountOf = (minutes: number) =>
    lineAmount(minutes, price.ratePerHourMinor, price.multiplier)
  const minutes = pieces.map((piece) => piece.billedMinutes)
  const amounts = shareByRunningTotal(minutes, amountOf)
  const billedMinutes = sumMinutes(minutes)
  return {
    unitKey: price.unitKey,
    band: price.band,
    multiplier: price.multiplier,
    ratePerHourMinor: price.ratePerHourMinor,
    vatRate: price.vatRate,
    billedMinutes,
    amountMinor: amountOf(billedMinutes),
    shares: pieces.map((piece, index) => toShare(piece, amounts[index] ?? 0)),
  }
}

function toShare(piece: Piece, amountMinor: number): TmShare {
  const { entryId, serviceDate, rawMinutes, billedMinutes } = piece
  return { entryId, serviceDate, rawMinutes, billedMinutes, amountMinor }
}
