import type { Spending } from '#billing/actions/check_expense'
import { localDate } from '#billing/validators/time_entry_validator'
import { EXPENSE_KINDS } from '#billing/workflow/charge_types'
import { amountMinor } from '#core/whole_number'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

/** People write a comma or a point. */
const decimal = (pattern: RegExp) =>
  vine
    .string()
    .trim()
    .parse((value) => (typeof value === 'string' ? value.replace(',', '.') : value))
    .regex(pattern)

const spending = {
  kind: vine.enum(EXPENSE_KINDS),
  spentOn: localDate(),
  name: vine.string().trim().minLength(1).maxLength(200),
  quantity: decimal(/^\d{1,6}(\.\d{1,3})?$/),
  unit: vine.string().trim().minLength(1).maxLength(20),
  costMinor: amountMinor().nullable().optional(),
  markupPercent: decimal(/^\d{1,4}(\.\d{1,2})?$/).optional(),
  isBillable: vine.boolean(),
}

export const expenseValidator = vine.create(spending)
export const rewrittenExpenseValidator = vine.create({
  ...spending,
  version: vine.number().withoutDecimals().positive(),
})

/** A form's answers as an expense: without a markup there is none. */
export function spendingOf(input: Infer<typeof expenseValidator>): Spending {
  const { costMinor = null, markupPercent = '0', ...rest } = input
  return { ...rest, costMinor, markupPercent }
}
