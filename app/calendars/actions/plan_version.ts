import { freezeVersion } from '#calendars/actions/freeze_version'
import { PlanStands } from '#calendars/errors'
import type Calendar from '#calendars/models/calendar'
import CalendarVersion from '#calendars/models/calendar_version'
import { plannedVersion, versionInForce } from '#calendars/queries/planned_version'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Moment = { validFrom: DateTime; replacesPlan: boolean }

/**
 * Writes down what a saved calendar is from a moment on. A calendar has one plan at most: to save it
 * while a version waits to begin is to change that version, or with a later moment to put it off.
 * To begin before it would end the plan, so that takes a word: throws PlanStands without
 * `replacesPlan`. Null when nothing is to be written. The calendar's row must be locked.
 */
export async function planVersion(
  trx: TransactionClientContract,
  calendar: Calendar,
  { validFrom, replacesPlan }: Moment
): Promise<CalendarVersion | null> {
  const planned = await plannedVersion(calendar, trx)
  if (!planned) return freezeVersion(trx, calendar, validFrom)
  if (validFrom < planned.validFrom && !replacesPlan) {
    // A new name alone moves nothing.
    const changed = await freezeVersion(trx, calendar, planned.validFrom)
    if (changed) throw new PlanStands(planned.validFrom, calendar.timeZone)
    return null
  }
  if (validFrom > planned.validFrom) await putOff(trx, planned)
  return freezeVersion(trx, calendar, validFrom)
}

/** On the day of the plan everything stays as it is in force: versions are never changed. */
async function putOff(trx: TransactionClientContract, planned: CalendarVersion) {
  const { calendarId, version, validFrom } = planned
  const inForce = await versionInForce(calendarId, trx)
  const { timeZone, week, exceptions, ownExceptions, holidaySetIds, digest } = inForce
  const content = { timeZone, week, exceptions, ownExceptions, holidaySetIds, digest }
  await CalendarVersion.create(
    { calendarId, version: version + 1, validFrom, ...content },
    { client: trx }
  )
}
