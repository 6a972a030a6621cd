import { HOLIDAY_KINDS } from '#calendars/workflow/holiday_kinds'
import { dayNumber } from '#calendars/workflow/local_time'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const id = () => vine.number().withoutDecimals().positive()
const name = () => vine.string().trim().minLength(1).maxLength(200)
const version = id()
const MAX_FILE = 300_000

const realDate = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (typeof value === 'string' && dayNumber(value) !== null) return
  field.report('The {{ field }} is no date', 'date', field)
})
const date = () => vine.string().maxLength(10).use(realDate())

const set = {
  code: vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u),
  nameRu: name(),
  nameEn: name(),
}
const country = vine.string().regex(/^[A-Z]{2}$/)
const region = vine
  .string()
  .regex(/^[A-Z0-9-]{1,20}$/)
  .nullable()
const years = vine
  .array(vine.number().withoutDecimals().min(1971).max(2199))
  .minLength(1)
  .maxLength(30)
  .distinct()

export const newHolidaySetValidator = vine.create(set)
export const holidaySetValidator = vine.create({ ...set, version })
export const holidayValidator = vine.create({
  onDate: date(),
  kind: vine.enum(HOLIDAY_KINDS),
  replacesOn: date().nullable(),
  nameRu: name(),
  nameEn: name(),
  version,
})
export const generationValidator = vine.create({
  country,
  region,
  years,
  withBankDays: vine.boolean(),
  version,
})
export const holidayFileValidator = vine.create({
  fileName: vine.string().trim().maxLength(200),
  text: vine.string().maxLength(MAX_FILE),
})
export const importValidator = vine.create({
  fileName: vine.string().trim().maxLength(200),
  text: vine.string().maxLength(MAX_FILE),
  version,
})
/** A year that is known to have no more days than entered by hand. */
export const yearValidator = vine.create({
  year: vine.number().withoutDecimals().min(1971).max(2199),
  version,
})
