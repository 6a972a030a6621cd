import { exact, sumMinor } from '#core/money'
import type { VatRate } from '#core/vat'
import { lineAmount } from '#billing/workflow/line_amount'
import {
  cutLots,
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

/** What happens to minutes the balance cannot cover. */
export type PrepaidOverage =
  { kind: 'rate'; ratePerHourMinor: number } | { kind: 'top_up'; minutes: number; feeMinor: number }

export interface PrepaidTerms {
  grantMinutes: number
  feeMinor: number
  /** Periods a grant lives, its own included; null is for ever. */
  lifePeriods: number | null
  rolloverCapMinutes: number | null
  overage: PrepaidOverage
  vat: VatTerms & { rate: VatRate }
}

/** `usedMinutes` is after rounding and after-hours weight. */
export interface PrepaidPeriod {
  periodNo: number
  lots: readonly Lot[]
  usedMinutes: number
}

export interface PrepaidLine extends VatLine {
  kind: 'prepaid_fee' | 'top_up' | 'overage'
  quantity: number
}

export interface PrepaidResult {
  openingMinutes: number
  grantedMinutes: number
  usedMinutes: number
  fromBalanceMinutes: number
  overageMinutes: number
  expiredMinutes: number
  closingMinutes: number
  overageMinor: number
  lots: Lot[]
  movements: LotMovement[]
  document: VatDocument<PrepaidLine>
}

/**
 * One period of an hours block: grant, use the oldest lots, expire what ends with the period, cut
 * to the rollover cap. opening + granted = from balance + expired + closing, never below zero.
 */
export function runPrepaidPeriod(terms: PrepaidTerms, period: PrepaidPeriod): PrepaidResult {
  refuseStaleLots(period.lots, period.periodNo)
  const granted = [grant(terms, period), ...topUps(terms, period)]
  const used = useLots([...period.lots, ...granted], period.usedMinutes)
  const expired = expireLots(used.lots, period.periodNo)
  const cut = cutLots(expired.lots, terms.rolloverCapMinutes)
  const overageMinutes = period.usedMinutes - used.moved
  const lines = chargeLines(terms, granted.length - 1, overageMinutes)
  return {
    openingMinutes: lotsTotal(period.lots),
    grantedMinutes: lotsTotal(granted),
    usedMinutes: period.usedMinutes,
    fromBalanceMinutes: used.moved,
    overageMinutes,
    expiredMinutes: expired.moved + cut.moved,
    closingMinutes: lotsTotal(cut.lots),
    overageMinor: sumMinor(lines.filter(isOverage).map((line) => line.amountMinor)),
    lots: cut.lots,
    movements: [
      ...granted.map(toGrantMovement),
      ...used.movements,
      ...expired.movements,
      ...cut.movements,
    ],
    document: vatDocument(lines, terms.vat),
  }
}

/** After-hours minutes may burn the balance faster: 120 minutes × 1.5 = 180, half up. */
export function balanceMinutes(minutes: number, multiplier: string): number {
  return exact(minutes).times(exact(multiplier)).toDecimalPlaces(0).toNumber()
}

function grant(terms: PrepaidTerms, { periodNo }: PrepaidPeriod): Lot {
  return grantLot(`grant:${periodNo}`, periodNo, terms.grantMinutes, terms.lifePeriods)
}

function topUps(terms: PrepaidTerms, { periodNo, lots, usedMinutes }: PrepaidPeriod): Lot[] {
  if (terms.overage.kind !== 'top_up') return []
  const { minutes } = terms.overage
  if (minutes < 1) throw new RangeError('A top-up block is one minute or more')
  const short = Math.max(0, usedMinutes - lotsTotal(lots) - terms.grantMinutes)
  const blocks = Math.ceil(short / minutes)
  return Array.from({ length: blocks }, (_, index) =>
    grantLot(`top_up:${periodNo}:${index + 1}`, periodNo, minutes, terms.lifePeriods)
  )
}

function chargeLines(
  { feeMinor, overage, vat }: PrepaidTerms,
  topUpCount: number,
  overageMinutes: number
): PrepaidLine[] {
  const vatRate = vat.rate
  const lines: PrepaidLine[] = [
    { kind: 'prepaid_fee', quantity: 1, amountMinor: feeMinor, vatRate },
  ]
  if (overage.kind === 'top_up' && topUpCount > 0) {
    const amountMinor = overage.feeMinor * topUpCount
    lines.push({ kind: 'top_up', quantity: topUpCount, amountMinor, vatRate })
  }
  if (overage.kind === 'rate' && overageMinutes > 0) {
    const amountMinor = lineAmount(overageMinutes, overage.ratePerHourMinor)
    lines.push({ kind: 'overage', quantity: overageMinutes, amountMinor, vatRate })
  }
  return lines
}

function isOverage(line: PrepaidLine): boolean {
  return line.kind === 'overage'
}
