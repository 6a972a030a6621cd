import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { addWorkingDays } from '#calendars/queries/working_days'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

export type AnswerDue = { dueOn: string; calendarId: number | null }

const WEEKEND = 6

/**
 * The last day for an answer, `days` working days after the day it was received, by the calendar
 * given or, without one, by Monday to Friday alone: never later than promised, for a holiday that is
 * not known only makes the day earlier.
 */
export async function answerDue(
  receivedOn: string,
  days: number,
  calendarId: number | null,
  client?: QueryClientContract
): Promise<AnswerDue> {
  if (calendarId !== null) {
    const time = await loadWorkingTime(calendarId, client)
    const from = DateTime.fromISO(receivedOn, { zone: time.timeZone })
    const due = addWorkingDays(time, from, days)
    if (due) return { dueOn: due.setZone(time.timeZone).toISODate()!, calendarId }
  }
  return { dueOn: plainWorkingDays(receivedOn, days), calendarId: null }
}

function plainWorkingDays(from: string, days: number): string {
  let day = DateTime.fromISO(from, { zone: 'utc' })
  for (let counted = 0; counted < days;) {
    day = day.plus({ days: 1 })
    if (day.weekday < WEEKEND) counted += 1
  }
  return day.toISODate()!
}
