import { DateTime } from 'luxon'

/** So many days before its last day an end is told of, whatever was agreed on notice. */
export const TOLD_DAYS_BEFORE = 30

/** The last day after one renewal: so many whole months from the day after the present one. */
export function renewedEnd(endsOn: string, months: number): string {
  return utc(endsOn).plus({ days: 1 }).plus({ months }).minus({ days: 1 }).toISODate()!
}

/** The day so many days before the last one. */
export function daysBefore(endsOn: string, days: number): string {
  return utc(endsOn).minus({ days }).toISODate()!
}

function utc(date: string): DateTime {
  return DateTime.fromISO(date, { zone: 'utc' })
}
