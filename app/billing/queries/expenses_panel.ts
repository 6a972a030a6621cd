import Expense from '#billing/models/expense'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import { travelTermsOf } from '#billing/queries/travel_terms'
import { EXPENSE_KINDS, type ExpenseKind } from '#billing/workflow/charge_types'
import { expenseLine, isPricedByTravel } from '#billing/workflow/expense_line'
import Contract from '#contracts/models/contract'
import type { TravelTerms } from '#contracts/models/terms_types'
import ContractPolicy from '#contracts/policies/contract_policy'
import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

export type ExpenseRow = {
  id: number
  version: number
  kind: ExpenseKind
  spentOn: string
  name: string
  quantity: string
  unit: string
  person: string
  isBillable: boolean
  /** It belongs to an approved billing period, which charged it if it is billable. */
  isCharged: boolean
  /** One's own, of a period that is not approved. */
  canChange: boolean
  /** Null for those who may neither see prices nor wrote it, and where the contract has the price. */
  costMinor: number | null
  markupPercent: string | null
  /** What the client pays before VAT; for those who may see it. */
  amountMinor: number | null
}

export type ExpensesPanel = {
  expenses: ExpenseRow[]
  /** Of the contract; null for a ticket without one. */
  currency: string | null
  kinds: readonly ExpenseKind[]
  /** Those the contract's travel policy has the price of. */
  pricedKinds: ExpenseKind[]
  canAdd: boolean
}

/**
 * What was spent on a ticket, latest first; null for those who neither see nor log time. Who may only
 * log sees their own.
 */
export async function expensesPanel(
  ticket: Ticket,
  principal: Principal
): Promise<ExpensesPanel | null> {
  const canView = principal.canOn('time.view', ticket.owned)
  const canAdd = new TimeEntryPolicy().log(principal, ticket)
  if (!canView && !canAdd) return null
  const { contractId } = ticket
  const contract = contractId === null ? null : await Contract.findOrFail(contractId)
  const expenses = await expensesOf(ticket, canView ? null : principal.personId)
  const contractIds = [contractId, ...expenses.map((each) => each.contractId)]
  const travelOn = await travelTermsOf(db.connection(), contractIds)
  const travel = travelOn(contractId, clock.today(principal.timeZone))
  return {
    expenses: expenses.map((expense) =>
      toRow(expense, travelOn(expense.contractId, expense.spentOn), principal)
    ),
    currency: contract?.currency ?? null,
    kinds: EXPENSE_KINDS,
    pricedKinds: EXPENSE_KINDS.filter((kind) => isPricedByTravel(kind, travel)),
    canAdd,
  }
}

async function expensesOf(ticket: Ticket, ownPersonId: number | null) {
  const query = Expense.query()
    .where('ticketId', ticket.id)
    .preload('person')
    .preload('contract')
    .orderBy('spentOn', 'desc')
    .orderBy('id', 'desc')
  if (ownPersonId !== null) void query.where('personId', ownPersonId)
  return query
}

function toRow(expense: Expense, travel: TravelTerms | null, principal: Principal): ExpenseRow {
  const { id, version, kind, spentOn, name, quantity, unit, isBillable } = expense
  const { contract } = expense as { contract: Contract | null }
  const isOwn = expense.personId === principal.personId
  const seesPrices = contract !== null && new ContractPolicy().viewPrices(principal, contract)
  const seesCost = isOwn || seesPrices
  const seesAmount = isPricedByTravel(kind, travel) ? seesPrices : seesCost
  const costMinor = expense.costMinor === null ? null : Number(expense.costMinor)
  const { markupPercent } = expense
  const spent = { id, kind, name, quantity, costMinor, markupPercent, spentOn }
  const isCharged = expense.billingPeriodId !== null
  return {
    ...{ id, version, kind, spentOn, name, quantity, unit, isBillable, isCharged },
    ...{ person: expense.person.displayName, canChange: isOwn && !isCharged },
    costMinor: seesCost ? costMinor : null,
    markupPercent: seesCost ? markupPercent : null,
    amountMinor:
      seesAmount && isBillable ? expenseLine(spent, { travel, vatRate: null }).amountMinor : null,
  }
}
