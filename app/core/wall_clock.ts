import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { DateTime } from 'luxon'

const FORMAT = "yyyy-MM-dd'T'HH:mm"
const YEARS = { first: 2000, last: 2100 }

const realMoment = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  const moment = DateTime.fromFormat(String(value), FORMAT)
  if (moment.isValid && moment.year >= YEARS.first && moment.year <= YEARS.last) return
  field.report('The {{ field }} is no moment', 'moment', field)
})

/** A field of a form: what a clock on the wall shows, `YYYY-MM-DDTHH:mm`. */
export function wallClock() {
  return vine.string().trim().maxLength(16).use(realMoment())
}

/** What the wall clock of a zone shows, as a moment in UTC. */
export function toMoment(text: string, zone: string): DateTime {
  return DateTime.fromFormat(text, FORMAT, { zone }).toUTC()
}
