import { addExpense } from '#billing/actions/add_expense'
import { changeExpense } from '#billing/actions/change_expense'
import Expense from '#billing/models/expense'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import {
  expenseValidator,
  rewrittenExpenseValidator,
  spendingOf,
} from '#billing/validators/expense_validator'
import { seenVersionValidator } from '#billing/validators/time_entry_validator'
import { findTicket } from '#tickets/queries/find_ticket'
import type { HttpContext } from '@adonisjs/core/http'

/** What people spend on tickets besides time (§7.1). */
export default class ExpensesController {
  async store({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with(TimeEntryPolicy).authorize('log', ticket)
    const input = await request.validateUsing(expenseValidator)
    await addExpense.handle({
      ...spendingOf(input),
      ...{ actor, ticketId: ticket.id, personId: principal.personId },
    })
    return response.redirect().withQs().back()
  }

  async update(ctx: HttpContext) {
    const { actor, request, response } = ctx
    const { id: expenseId } = await this.#own(ctx)
    const { version, ...input } = await request.validateUsing(rewrittenExpenseValidator)
    await changeExpense.rewrite({ actor, expenseId, version }, spendingOf(input))
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { actor, request, response } = ctx
    const { id: expenseId } = await this.#own(ctx)
    const { version } = await request.validateUsing(seenVersionValidator)
    await changeExpense.remove({ actor, expenseId, version })
    return response.redirect().withQs().back()
  }

  /** Those of others do not exist here. */
  async #own({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('keep')
    return Expense.query().where({ id: params.id, personId: principal.personId }).firstOrFail()
  }
}
