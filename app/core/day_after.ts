import { DateTime } from 'luxon'

/** The day after a day, both `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate()!
}
