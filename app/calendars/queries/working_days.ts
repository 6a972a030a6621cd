import type { WorkingTime } from '#calendars/queries/working_time'
import { type DateTime } from 'luxon'

const HORIZON_DAYS = 400

/**
 * The same local time `days` working days later: a day counts when the calendar has any working
 * time on it. Null when the calendar has too few such days within a year.
 */
export function addWorkingDays(time: WorkingTime, from: DateTime, days: number): DateTime | null {
  const local = from.setZone(time.timeZone)
  let counted = 0
  for (let ahead = 1; ahead <= HORIZON_DAYS; ahead += 1) {
    const day = local.plus({ days: ahead })
    const start = day.startOf('day')
    if (time.between(start.toMillis(), start.plus({ days: 1 }).toMillis()) > 0) counted += 1
    if (counted === days) return day.toUTC()
  }
  return null
}
