import { exact } from '#core/money'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const DECIMALS = /^\d{1,3}([.,]\d{1,3})?$/

const between = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (typeof value !== 'string') return
  const decimal = value.replace(',', '.')
  const isShare = DECIMALS.test(value) && exact(decimal).lessThanOrEqualTo(100)
  if (isShare) field.mutate(exact(decimal).toString(), field)
  else field.report('The {{ field }} is not a percentage', 'percent', field)
})

/** From 0 to 100 with three decimals, as a decimal string; a comma is a point. */
export const share = () => vine.string().trim().use(between())
