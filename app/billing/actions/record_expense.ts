import type Expense from '#billing/models/expense'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Read on the ticket; what things cost is for those who may see prices, in the history of the expense. */
const TOLD = ['name', 'quantity', 'unit', 'spentOn', 'isBillable'] as const
const MONEY = ['costMinor', 'markupPercent'] as const

type Recorded = {
  expense: Expense
  actor: Actor
  act: 'added' | 'changed' | 'removed'
  /** Of a change; the others tell the whole. */
  changes?: FieldChange[]
}

/** Writes the history of an expense, into that of its ticket too, where people look for it. */
export async function recordExpense(trx: TransactionClientContract, recorded: Recorded) {
  const { expense, actor, act } = recorded
  const { id, ticketId, organisationId, version } = expense
  const changes = recorded.changes ?? wholeOf(expense, act === 'removed')
  const told = changes.filter(({ field }) => TOLD.some((each) => each === field))
  const of = { actor, organisationId, action: `expense.${act}` }
  await recordAudits(trx, [
    { ...of, subjectType: 'expense', subjectId: id, subjectVersion: version, changes },
    ...(told.length > 0
      ? [{ ...of, subjectType: 'ticket', subjectId: ticketId, changes: told }]
      : []),
  ])
}

function wholeOf(expense: Expense, isGone: boolean): FieldChange[] {
  return [...TOLD, ...MONEY].flatMap((field) => {
    const value = expense[field]
    if (value === null) return []
    return [{ field, before: isGone ? value : null, after: isGone ? null : value }]
  })
}
