import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { DateTime } from 'luxon'

const realDate = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (DateTime.fromFormat(String(value), 'yyyy-MM-dd').isValid) return
  field.report('The {{ field }} is no date', 'date', field)
})

/** A day of the calendar, `YYYY-MM-DD`. */
export const isoDate = () => vine.string().maxLength(10).use(realDate())
