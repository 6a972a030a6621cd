import { CostMissing, ExpenseInFuture, ExpenseQuantity, ExpenseTooLarge } from '#billing/errors'
import type { ExpenseKind } from '#billing/workflow/charge_types'
import { isPricedByTravel, priceOf } from '#billing/workflow/expense_line'
import { travelTermsOf } from '#billing/queries/travel_terms'
import { clock } from '#core/clock'
import { exact } from '#core/money'
import { MOST_AMOUNT_MINOR } from '#core/whole_number'
import Person from '#directory/models/person'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What a person says of something they spent on a ticket (§7.1). */
export type Spending = {
  kind: ExpenseKind
  /** A local ISO date. */
  spentOn: string
  name: string
  /** A decimal string above 0. */
  quantity: string
  unit: string
  /** What one cost, in minor units of the contract's currency; null where the contract has a price. */
  costMinor: number | null
  /** A decimal string. */
  markupPercent: string
  isBillable: boolean
}

type Spent = { personId: number; contractId: number | null }

/**
 * Refuses what cannot have been spent, and tells how it is stored: kilometres and call-outs that the
 * contract's travel policy has a price for have no cost of their own. Throws ExpenseQuantity,
 * ExpenseInFuture, CostMissing, ExpenseTooLarge.
 */
export async function checkExpense(
  trx: TransactionClientContract,
  { personId, contractId }: Spent,
  spending: Spending
): Promise<Spending> {
  if (exact(spending.quantity).lte(0)) throw new ExpenseQuantity()
  const person = await Person.query({ client: trx })
    .where('id', personId)
    .preload('organisation')
    .firstOrFail()
  const zone = person.timeZone ?? person.organisation.timeZone
  if (spending.spentOn > clock.today(zone)) throw new ExpenseInFuture()
  const travel = (await travelTermsOf(trx, [contractId]))(contractId, spending.spentOn)
  const stored = isPricedByTravel(spending.kind, travel)
    ? { ...spending, costMinor: null, markupPercent: '0' }
    : spending
  if (stored === spending && spending.costMinor === null) throw new CostMissing()
  if (priceOf(stored, travel).times(exact(stored.quantity)).gt(MOST_AMOUNT_MINOR)) {
    throw new ExpenseTooLarge()
  }
  return stored
}
