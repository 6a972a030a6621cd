import type { CalendarWeek, Interval } from '#calendars/models/calendar_types'
import { calendarProblems, type DraftShift } from '#calendars/workflow/calendar_problems'
import type { HttpContext } from '@adonisjs/core/http'
import vine, { errors } from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { IANAZone } from 'luxon'

const id = () => vine.number().withoutDecimals().positive()
const optionalText = (length: number) => vine.string().trim().maxLength(length).nullable()
const name = () => vine.string().trim().minLength(1).maxLength(200)
/** It stands in addresses. */
const code = () =>
  vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    .notIn(['new'])

const knownTimeZone = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    const isKnown =
      typeof value === 'string' && /^[A-Za-z]/.test(value) && IANAZone.isValidZone(value)
    if (!isKnown) field.report('The {{ field }} is not offered', 'enum', field)
  }
)

const shifts = () =>
  vine
    .array(
      vine.object({
        from: vine.string().maxLength(5),
        to: vine.string().maxLength(5),
        nextDay: vine.boolean(),
      })
    )
    .maxLength(12)

const content = {
  timeZone: vine.string().trim().maxLength(60).use(knownTimeZone()),
  week: vine.array(shifts()).fixedLength(7),
  exceptions: vine
    .array(
      vine.object({
        onDate: vine.string().maxLength(10),
        intervals: shifts(),
        label: optionalText(200),
      })
    )
    .maxLength(2000),
  holidaySetIds: vine.array(id()).distinct().maxLength(20),
}
const names = { code: code(), nameRu: name(), nameEn: name() }
const validFrom = vine
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .nullable()

const newCalendar = vine.create({ ...names, ...content })
const changedCalendar = vine.create({
  ...{ ...names, ...content, validFrom, version: id() },
  replacesPlan: vine.boolean().optional(),
})
const draft = vine.create({
  ...content,
  calendar: vine.string().maxLength(40).nullable(),
  year: vine.number().withoutDecimals().min(1971).max(2199),
  opened: vine.string().maxLength(16).nullable(),
  minutes: vine.number().withoutDecimals().min(0).max(527_040).nullable(),
})

export const seenVersionValidator = vine.create({ version: id() })
export const switchValidator = vine.create({ version: id(), isActive: vine.boolean() })

export async function newCalendarInput({ request, i18n }: HttpContext) {
  return toValues(await request.validateUsing(newCalendar), i18n)
}

export async function calendarInput({ request, i18n }: HttpContext) {
  const input = await request.validateUsing(changedCalendar)
  const { version, validFrom: from, replacesPlan, ...values } = input
  return { values: toValues(values, i18n), seenVersion: version, validFrom: from, replacesPlan }
}

export async function draftInput({ request, i18n }: HttpContext) {
  return toValues(await request.validateUsing(draft), i18n)
}

type Content = { week: DraftShift[][]; exceptions: { onDate: string; intervals: DraftShift[] }[] }

/** Refuses what makes no sense field by field, and gives the calendar as it is stored. */
function toValues<Values extends Content>(given: Values, i18n: HttpContext['i18n']) {
  const problems = calendarProblems(given)
  if (problems.length > 0) {
    throw new errors.E_VALIDATION_ERROR(
      problems.map(({ field, code: rule }) => ({
        ...{ field, rule },
        message: i18n.t(`calendars.problems.${rule}`),
      }))
    )
  }
  const week = Object.fromEntries(
    given.week.map((day, index) => [String(index + 1), sorted(day)])
  ) as CalendarWeek
  const exceptions = given.exceptions.map((each) => ({
    ...(each as Values['exceptions'][number]),
    intervals: sorted(each.intervals),
  }))
  return { ...given, week, exceptions }
}

function sorted(day: DraftShift[]): Interval[] {
  return day.map(({ from, to }): Interval => [from, to]).sort(([a], [b]) => (a < b ? -1 : 1))
}
