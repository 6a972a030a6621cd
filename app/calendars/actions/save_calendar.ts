import { planVersion } from '#calendars/actions/plan_version'
import { BeginsInThePast, CalendarCodeTaken } from '#calendars/errors'
import Calendar from '#calendars/models/calendar'
import type { CalendarWeek, Interval } from '#calendars/models/calendar_types'
import HolidaySet from '#calendars/models/holiday_set'
import { plannedVersion } from '#calendars/queries/planned_version'
import { shiftsText, weekText } from '#calendars/workflow/shift_text'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { ReferenceNotFound, type FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

export type CalendarValues = {
  code: string
  nameRu: string
  nameEn: string
  timeZone: string
  week: CalendarWeek
  exceptions: { onDate: string; intervals: Interval[]; label: string | null }[]
  /** In order: the later set decides where two know a date. */
  holidaySetIds: number[]
}

type Input = {
  actor: Actor
  /** Null makes a new calendar. */
  calendarId: number | null
  seenVersion?: number
  values: CalendarValues
  /** Local date from whose beginning the change counts; null is at once. */
  validFrom: string | null
  /** Begins before a version that is planned, which then never begins. */
  replacesPlan?: boolean
}

/**
 * Makes or changes a calendar. A change of what is worked is a new version: clocks that started
 * keep theirs (SLM-08). While a version is planned, the save changes the plan. Throws StaleRecord,
 * CalendarCodeTaken, ReferenceNotFound, BeginsInThePast, PlanStands.
 */
export const saveCalendar = {
  async handle(input: Input): Promise<Calendar> {
    const { values, actor, replacesPlan = false } = input
    const validFrom = momentOf(input.validFrom, values.timeZone)
    return inTransaction(async (trx) => {
      const sets = await lockSets(trx, values.holidaySetIds)
      const calendar = await lockOrNew(trx, input.calendarId)
      await refuseStale(trx, 'calendar', calendar, input.seenVersion)
      await refuseTakenCode(trx, calendar, values.code)
      const isNew = !calendar.$isPersisted
      const changes = await changesOf(calendar, values, sets)
      const isMoved = !isNew && (await movesPlan(trx, calendar, input, validFrom))
      if (changes.length === 0 && !isMoved) return calendar

      await store(trx, calendar, values)
      const version = await planVersion(trx, calendar, { validFrom, replacesPlan })
      await recordAudit(trx, {
        actor,
        subjectType: 'calendar',
        subjectId: calendar.id,
        subjectVersion: calendar.version,
        organisationId: null,
        action: isNew ? 'calendar.created' : 'calendar.changed',
        changes: version
          ? [...changes, { field: 'validFrom', before: null, after: version.validFrom.toISO() }]
          : changes,
      })
      return calendar
    })
  },
}

function momentOf(date: string | null, zone: string): DateTime {
  const now = clock.now()
  if (date === null) return now
  const start = DateTime.fromISO(date, { zone }).toUTC()
  if (!start.isValid || start < now) throw new BeginsInThePast()
  return start
}

/** Whether another beginning is meant for what is planned, be it otherwise as it was. */
async function movesPlan(
  trx: TransactionClientContract,
  calendar: Calendar,
  { replacesPlan, ...input }: Input,
  validFrom: DateTime
): Promise<boolean> {
  if (input.validFrom === null && !replacesPlan) return false
  const planned = await plannedVersion(calendar, trx)
  return planned !== null && !planned.validFrom.equals(validFrom)
}

/** Sets are locked before calendars, everywhere in this order. */
async function lockSets(trx: TransactionClientContract, ids: number[]): Promise<HolidaySet[]> {
  const sets = await HolidaySet.query({ client: trx }).whereIn('id', ids).orderBy('id').forUpdate()
  return ids.map((id) => {
    const set = sets.find((each) => each.id === id)
    if (!set) throw new ReferenceNotFound('holidaySetIds')
    return set
  })
}

async function lockOrNew(trx: TransactionClientContract, id: number | null): Promise<Calendar> {
  if (id === null) return new Calendar().fill({ isActive: true, version: 0 })
  const calendar = await Calendar.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  await calendar.load('exceptions', (exceptions) => void exceptions.orderBy('on_date'))
  await calendar.load('holidaySets')
  return calendar
}

async function refuseTakenCode(trx: TransactionClientContract, calendar: Calendar, code: string) {
  const other = await Calendar.query({ client: trx })
    .whereRaw('lower(code) = ?', [code.toLowerCase()])
    .whereNot('id', calendar.id ?? 0)
    .first()
  if (other) throw new CalendarCodeTaken()
}

/** Merges the plain fields and tells what differs, in words where a field is a structure. */
async function changesOf(
  calendar: Calendar,
  { week, exceptions, holidaySetIds: _, ...plain }: CalendarValues,
  sets: HolidaySet[]
): Promise<FieldChange[]> {
  calendar.merge(plain)
  const changes = pendingChanges(calendar).filter(({ field }) => field in plain)
  const tell = (field: string, before: string | null, after: string | null) => {
    if (before !== after) changes.push({ field, before, after })
  }
  tell('week', calendar.week ? weekText(calendar.week) : null, weekText(week))
  const days = dayChanges(calendar.exceptions ?? [], exceptions)
  tell('exceptions', days.before || null, days.after || null)
  const codes = (list: { code: string }[]) => list.map(({ code }) => code).join(', ') || null
  tell('holidaySetIds', codes(calendar.holidaySets ?? []), codes(sets))
  return changes
}

type Day = CalendarValues['exceptions'][number]

/** Of the exceptions only those that differ, each with its date. */
function dayChanges(before: readonly Day[], after: readonly Day[]) {
  const text = ({ onDate, intervals, label }: Day) =>
    [onDate, shiftsText(intervals), label].filter(Boolean).join(' ')
  const [old, now] = [new Set(before.map(text)), new Set(after.map(text))]
  return {
    before: [...old].filter((each) => !now.has(each)).join('; '),
    after: [...now].filter((each) => !old.has(each)).join('; '),
  }
}

async function store(
  trx: TransactionClientContract,
  calendar: Calendar,
  { week, exceptions, holidaySetIds }: CalendarValues
) {
  calendar.merge({ week, version: calendar.version + 1 })
  await calendar.useTransaction(trx).save()
  await calendar.related('exceptions').query().delete()
  await calendar.related('exceptions').createMany(exceptions)
  await trx.from('calendar_holiday_sets').where('calendar_id', calendar.id).delete()
  if (holidaySetIds.length === 0) return
  await trx.table('calendar_holiday_sets').multiInsert(
    holidaySetIds.map((id, position) => ({
      calendar_id: calendar.id,
      holiday_set_id: id,
      position,
    }))
  )
}
