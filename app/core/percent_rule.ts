import { exact } from '#core/money'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const DECIMALS = /^\d{1,3}([.,]\d{1,3})?$/

/** More than 0 and at most 100, with three decimals; a comma is a point (SLM-10). */
export const percent = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string') return
    const isPercent = DECIMALS.test(value) && withinHundred(value.replace(',', '.'))
    if (isPercent) field.mutate(exact(value.replace(',', '.')).toString(), field)
    else field.report('The {{ field }} is not a percentage', 'percent', field)
  }
)

function withinHundred(decimal: string): boolean {
  return exact(decimal).greaterThan(0) && exact(decimal).lessThanOrEqualTo(100)
}
