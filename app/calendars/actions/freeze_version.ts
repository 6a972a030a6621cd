import type Calendar from '#calendars/models/calendar'
import CalendarVersion from '#calendars/models/calendar_version'
import type { CalendarExceptions, CalendarWeek } from '#calendars/models/calendar_types'
import { workingCalendarOf } from '#calendars/queries/working_calendar_of'
import type { WorkingCalendar } from '#calendars/queries/working_time'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { createHash } from 'node:crypto'

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
  const latest = await calendar.related('versions').query().useTransaction(trx).first()
  const working = await contentOf(trx, calendar)
  const digest = digestOf(working)
  if (latest?.digest === digest && latest.validFrom <= validFrom) return null

  const values = {
    calendarId: calendar.id,
    version: (latest?.version ?? 0) + 1,
    validFrom,
    timeZone: working.timeZone,
    week: working.week as CalendarWeek,
    exceptions: working.exceptions as CalendarExceptions,
    digest,
  }
  return CalendarVersion.create(values, { client: trx })
}

/** When the latest version of a calendar begins, or the given moment if that is later. */
export async function notBeforeLatest(
  trx: TransactionClientContract,
  calendar: Calendar,
  moment: DateTime
): Promise<DateTime> {
  const latest = await calendar.related('versions').query().useTransaction(trx).first()
  return latest && latest.validFrom > moment ? latest.validFrom : moment
}

async function contentOf(trx: TransactionClientContract, calendar: Calendar) {
  calendar.useTransaction(trx)
  await calendar.load('exceptions')
  await calendar.load('holidaySets', (sets) => void sets.preload('days'))
  return workingCalendarOf(calendar)
}

function digestOf({ timeZone, week, exceptions }: WorkingCalendar): string {
  const text = JSON.stringify([timeZone, week, exceptions])
  return createHash('sha256').update(text).digest('hex')
}
