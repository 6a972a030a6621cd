import type Calendar from '#calendars/models/calendar'
import CalendarVersion from '#calendars/models/calendar_version'
import type { CalendarExceptions, CalendarWeek } from '#calendars/models/calendar_types'
import HolidaySet from '#calendars/models/holiday_set'
import {
  draftOf,
  workingCalendarOfDraft,
  type CalendarDraft,
} from '#calendars/queries/calendar_draft'
import type { WorkingCalendar } from '#calendars/queries/working_time'
import { versionInForce } from '#calendars/queries/planned_version'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { createHash } from 'node:crypto'

type Parts = CalendarDraft & { holidaySetIds: number[] }

/**
 * Writes down for ever what a calendar is from a moment on (SLM-08), holidays included. Without a
 * difference to the version before there is nothing to write. A version that is planned and has not
 * begun is overtaken. The calendar's row must be locked.
 */
export async function freezeVersion(
  trx: TransactionClientContract,
  calendar: Calendar,
  validFrom: DateTime
): Promise<CalendarVersion | null> {
  calendar.useTransaction(trx)
  await calendar.load('exceptions')
  await calendar.load('holidaySets', (sets) => void sets.preload('days'))
  const holidaySetIds = calendar.holidaySets.map(({ id }) => id)
  const latest = await latestOf(trx, calendar)
  const parts = { ...draftOf(calendar), holidaySetIds }
  return writeVersion(trx, calendar, { parts, validFrom, unlike: latest })
}

/**
 * Writes what is in force once more with the days its holiday sets have by now. Null when they
 * change nothing of it, or when it is too old to tell what it was made of. The calendar's row must
 * be locked.
 */
export async function renewInForce(
  trx: TransactionClientContract,
  calendar: Calendar,
  now: DateTime
): Promise<CalendarVersion | null> {
  const inForce = await versionInForce(calendar.id, trx)
  const { timeZone, week, ownExceptions, holidaySetIds } = inForce
  if (!holidaySetIds || !ownExceptions) return null
  const sets = await HolidaySet.query({ client: trx }).whereIn('id', holidaySetIds).preload('days')
  const parts = {
    ...{ timeZone, week, holidaySetIds },
    exceptions: Object.entries(ownExceptions).map(([onDate, intervals]) => ({
      ...{ onDate, intervals, label: null },
    })),
    sets: holidaySetIds.flatMap((id) => sets.find((set) => set.id === id) ?? []),
  }
  return writeVersion(trx, calendar, { parts, validFrom: now, unlike: inForce })
}

type Writing = { parts: Parts; validFrom: DateTime; unlike: CalendarVersion | null }

async function writeVersion(
  trx: TransactionClientContract,
  calendar: Calendar,
  { parts, validFrom, unlike }: Writing
): Promise<CalendarVersion | null> {
  const working = workingCalendarOfDraft(parts)
  const digest = digestOf(working)
  const own = parts.exceptions.map(({ onDate, intervals }) => [onDate, intervals])
  const madeOf = {
    ownExceptions: Object.fromEntries(own) as CalendarExceptions,
    holidaySetIds: parts.holidaySetIds,
  }
  if (unlike?.digest === digest && unlike.validFrom <= validFrom) {
    // What it holds stays; a set without days may be new behind it.
    await unlike.merge(madeOf).useTransaction(trx).save()
    return null
  }
  const latest = await latestOf(trx, calendar)
  const values = {
    calendarId: calendar.id,
    version: (latest?.version ?? 0) + 1,
    validFrom,
    timeZone: working.timeZone,
    week: working.week as CalendarWeek,
    exceptions: working.exceptions as CalendarExceptions,
    digest,
    ...madeOf,
  }
  return CalendarVersion.create(values, { client: trx })
}

/** When the latest version of a calendar begins, or the given moment if that is later. */
export async function notBeforeLatest(
  trx: TransactionClientContract,
  calendar: Calendar,
  moment: DateTime
): Promise<DateTime> {
  const latest = await latestOf(trx, calendar)
  return latest && latest.validFrom > moment ? latest.validFrom : moment
}

function latestOf(trx: TransactionClientContract, calendar: Calendar) {
  return calendar.related('versions').query().useTransaction(trx).first()
}

function digestOf({ timeZone, week, exceptions }: WorkingCalendar): string {
  const text = JSON.stringify([timeZone, week, exceptions])
  return createHash('sha256').update(text).digest('hex')
}
