import { ABSENCE_REASONS } from '#directory/models/absence_types'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { DateTime } from 'luxon'

const id = () => vine.number().withoutDecimals().positive()
const LONGEST_YEARS = 4

/** A date of the calendar as its text; nothing of time or zone may come near it. */
const calendarDate = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || !DateTime.fromFormat(value, 'yyyy-MM-dd').isValid) {
    field.report('The {{ field }} is not a date', 'date', field)
  }
})

const notBeforeStart = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    const start = DateTime.fromISO(String(field.parent.startsOn))
    const end = DateTime.fromISO(String(value))
    if (!start.isValid || !end.isValid) return
    const isWrong = end < start || end > start.plus({ years: LONGEST_YEARS })
    if (isWrong) field.report('The {{ field }} is before the start', 'endBeforeStart', field)
  }
)

const absence = {
  startsOn: vine.string().use(calendarDate()),
  endsOn: vine.string().use(calendarDate()).use(notBeforeStart()),
  reasonKind: vine.enum(ABSENCE_REASONS),
  substituteId: id().nullable(),
}

export const newAbsenceValidator = vine.create(absence)
export const absenceValidator = vine.create({ ...absence, version: id() })
export const absenceRemovalValidator = vine.create({ version: id() })
