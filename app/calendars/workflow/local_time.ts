import { DateTime } from 'luxon'

export const MINUTES_PER_DAY = 1440
const MS_PER_DAY = 86_400_000
const TIME = /^(\d\d):([0-5]\d)$/
const DATE = /^\d{4}-\d\d-\d\d$/

/** Minutes from midnight of "HH:MM", hours up to 99 for the caller to judge; null when malformed. */
export function minutesOfTime(text: string): number | null {
  const parts = TIME.exec(text)
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null
}

/** Days from 1970-01-01 to a real "YYYY-MM-DD"; null for anything else. */
export function dayNumber(date: string): number | null {
  if (!DATE.test(date)) return null
  const midnight = DateTime.fromISO(date, { zone: 'utc' })
  return midnight.isValid ? midnight.toMillis() / MS_PER_DAY : null
}

/** The inverse of `dayNumber`. */
export function dateOfDay(day: number): string {
  return DateTime.fromMillis(day * MS_PER_DAY, { zone: 'utc' }).toFormat('yyyy-MM-dd')
}

/** 0 for Monday to 6 for Sunday; day 0 was a Thursday. */
export function weekdayIndex(day: number): number {
  return day + 3 - weekNumber(day) * 7
}

/** Weeks, Monday first, counted from the one that holds 1970-01-01. */
export function weekNumber(day: number): number {
  return Math.floor((day + 3) / 7)
}

export function firstDayOfWeek(week: number): number {
  return week * 7 - 3
}
