import { shareByRunningTotal, sumMinor } from '#core/money'
import { splitVat, vatOf, withVat, type VatMode, type VatRate, type VatSplit } from '#core/vat'

export const VAT_ROUNDINGS = ['line', 'document'] as const
export type VatRounding = (typeof VAT_ROUNDINGS)[number]

/** How a contract counts VAT; the rate itself comes with each line's date of service. */
export interface VatTerms {
  mode: VatMode
  rounding: VatRounding
}

/** `amountMinor` is net in exclusive mode and gross in inclusive mode. */
export interface VatLine {
  amountMinor: number
  vatRate: VatRate
}

export type SplitVatLine<Line extends VatLine = VatLine> = Line & VatSplit

export interface VatDocument<Line extends VatLine = VatLine> {
  lines: SplitVatLine<Line>[]
  totals: VatSplit
}

/**
 * VAT of an act. The totals are always the sum of the lines: rounding by document rounds the sum
 * per rate once and shares it between the lines of that rate.
 */
export function vatDocument<Line extends VatLine>(
  lines: readonly Line[],
  terms: VatTerms
): VatDocument<Line> {
  const split = terms.rounding === 'line' ? splitLines(lines, terms) : splitDocument(lines, terms)
  return { lines: split, totals: totalsOf(split) }
}

export function totalsOf(splits: readonly VatSplit[]): VatSplit {
  return {
    netMinor: sumMinor(splits.map((split) => split.netMinor)),
    vatMinor: sumMinor(splits.map((split) => split.vatMinor)),
    grossMinor: sumMinor(splits.map((split) => split.grossMinor)),
  }
}

function splitLines<Line extends VatLine>(lines: readonly Line[], { mode }: VatTerms) {
  return lines.map((line) => ({ ...line, ...splitVat(line.amountMinor, line.vatRate, mode) }))
}

function splitDocument<Line extends VatLine>(lines: readonly Line[], { mode }: VatTerms) {
  const vats = new Map<number, number>()
  for (const [rate, group] of Map.groupBy(lines.entries(), ([, line]) => line.vatRate)) {
    const shares = shareByRunningTotal(
      group.map(([, line]) => line.amountMinor),
      (running) => vatOf(running, rate, mode)
    )
    group.forEach(([index], at) => vats.set(index, shares[at] ?? 0))
  }
  return lines.map((line, index) => ({
    ...line,
    ...withVat(line.amountMinor, vats.get(index) ?? 0, mode),
  }))
}
