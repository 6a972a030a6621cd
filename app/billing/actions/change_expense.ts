import { checkExpense, type Spending } from '#billing/actions/check_expense'
import { recordExpense } from '#billing/actions/record_expense'
import { ExpenseIsCharged } from '#billing/errors'
import Expense from '#billing/models/expense'
import { pendingChanges } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Command = { actor: Actor; expenseId: number; version: number }

/** What a person spent is theirs to change until the period it belongs to is approved (§7.6). */
export const changeExpense = {
  /** Throws StaleRecord, ExpenseIsCharged and what `checkExpense` throws. */
  async rewrite(command: Command, spending: Spending): Promise<void> {
    await inTransaction(async (trx) => {
      const expense = await lock(trx, command)
      expense.merge(await checkExpense(trx, expense, spending))
      const changes = pendingChanges(expense)
      if (changes.length === 0) return
      await expense
        .merge({ version: expense.version + 1 })
        .useTransaction(trx)
        .save()
      await recordExpense(trx, { expense, actor: command.actor, act: 'changed', changes })
    })
  },

  /** Throws StaleRecord, ExpenseIsCharged. */
  async remove(command: Command): Promise<void> {
    await inTransaction(async (trx) => {
      const expense = await lock(trx, command)
      await expense.useTransaction(trx).delete()
      await recordExpense(trx, { expense, actor: command.actor, act: 'removed' })
    })
  },
}

async function lock(trx: TransactionClientContract, { expenseId, version }: Command) {
  const expense = await Expense.query({ client: trx })
    .where('id', expenseId)
    .forUpdate()
    .firstOrFail()
  await refuseStale(trx, 'expense', expense, version)
  if (expense.billingPeriodId !== null) throw new ExpenseIsCharged()
  return expense
}
