import type { ChargeUnit, ExpenseKind, UntaxedLine } from '#billing/workflow/charge_types'
import type { TravelTerms } from '#contracts/models/terms_types'
import { exact, wholeMinor } from '#core/money'
import type { VatRate } from '#core/vat'

export type SpentExpense = {
  id: number
  kind: ExpenseKind
  name: string
  /** A decimal string. */
  quantity: string
  /** What one cost us; null where the contract has the price. */
  costMinor: number | null
  markupPercent: string
  spentOn: string
}

const UNITS: Record<ExpenseKind, ChargeUnit> = {
  material: 'piece',
  mileage: 'km',
  call_out: 'piece',
  other_expense: 'piece',
}

/**
 * What an expense costs the client (§7.1, BT-10): quantity × cost with its markup, kilometres and
 * call-outs at the price of the contract's travel policy; rounded once.
 */
export function expenseLine(
  expense: SpentExpense,
  { travel, vatRate }: { travel: TravelTerms | null; vatRate: VatRate }
): UntaxedLine {
  const { id, kind, name, quantity } = expense
  const price = priceOf(expense, travel)
  return {
    ...{ ruleKey: null, kind, serviceId: null, name, unit: UNITS[kind], quantity, vatRate },
    ...{ multiplier: '1', originPeriodId: null, reversesId: null },
    priceMinor: wholeMinor(price),
    amountMinor: wholeMinor(price.times(exact(quantity))),
    basis: { expenseIds: [id] },
  }
}

type Priced = Pick<SpentExpense, 'kind' | 'costMinor' | 'markupPercent'>

/** What one costs the client, not rounded yet. */
export function priceOf(expense: Priced, travel: TravelTerms | null) {
  return exact(baseOf(expense, travel)).times(exact(expense.markupPercent).div(100).plus(1))
}

/** Kilometres and call-outs cost what the contract says, whatever they cost us. */
export function isPricedByTravel(kind: ExpenseKind, travel: TravelTerms | null): boolean {
  return travel !== null && (kind === 'mileage' || kind === 'call_out')
}

function baseOf({ kind, costMinor }: Priced, travel: TravelTerms | null): number {
  if (travel && kind === 'mileage') return travel.perKmMinor
  if (travel && kind === 'call_out') return travel.callOutFeeMinor
  return costMinor ?? 0
}
