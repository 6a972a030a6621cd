import { checkExpense, type Spending } from '#billing/actions/check_expense'
import { recordExpense } from '#billing/actions/record_expense'
import { TicketTakesNoExpenses } from '#billing/errors'
import Expense from '#billing/models/expense'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import Ticket from '#tickets/models/ticket'

export type AddExpense = Spending & {
  actor: Actor
  ticketId: number
  /** Who spent it. */
  personId: number
}

/**
 * Puts something spent onto a ticket; organisation and contract are copied from it (§7.1). What is
 * told after its period was approved comes into the next one (§7.6). Throws TicketTakesNoExpenses and
 * what `checkExpense` throws.
 */
export const addExpense = {
  async handle({ actor, ticketId, personId, ...spending }: AddExpense): Promise<Expense> {
    return inTransaction(async (trx) => {
      const ticket = await Ticket.query({ client: trx })
        .where('id', ticketId)
        .forUpdate()
        .firstOrFail()
      if (ticket.state === 'closed' || ticket.state === 'cancelled') {
        throw new TicketTakesNoExpenses()
      }
      const { organisationId, contractId } = ticket
      const checked = await checkExpense(trx, { personId, contractId }, spending)
      const expense = await Expense.create(
        { ...checked, ticketId, organisationId, contractId, personId, version: 1 },
        { client: trx }
      )
      await recordExpense(trx, { expense, actor, act: 'added' })
      return expense
    })
  },
}
