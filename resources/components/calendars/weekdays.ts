type Style = 'long' | 'short' | 'narrow'

/** 2024-01-01 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY = 86_400_000

/** The name of an ISO weekday, 1 is Monday. */
export function weekdayName(weekday: number, locale: string, style: Style): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' })
  return format.format(new Date(MONDAY + (weekday - 1) * DAY))
}

/** The name of a month, 0 is January. */
export function monthName(month: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return format.format(new Date(Date.UTC(2024, month, 1)))
}

/** A date as people say it, weekday included. */
export function spokenDate(date: string, locale: string): string {
  // Day before month in English too, as everywhere here.
  const tag = locale === 'ru' ? 'ru-RU' : 'en-GB'
  const format = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeZone: 'UTC' })
  return format.format(new Date(`${date}T00:00:00Z`))
}

/** The days of a month in weeks from Monday to Sunday; null outside the month. */
export function monthWeeks(year: number, month: number): (number | null)[][] {
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7
  const cells = [
    ...Array<null>(before).fill(null),
    ...Array.from({ length: days }, (_, day) => day + 1),
  ]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7)
  )
  return weeks.map((week) => [...week, ...Array<null>(7 - week.length).fill(null)])
}

/** Minutes from midnight as HH:MM. */
export function clockText(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`
}

/** The date some days later. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** "8" and "8:30" are hours; null is no duration. */
export function durationMinutes(text: string): number | null {
  const match = /^\s*(\d{1,4})(?::([0-5]\d))?\s*$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : null
}

/** The next Friday at 17:40 on a zone's wall clock: the hour that shows what a weekend does. */
export function fridayEvening(timeZone: string): string {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone })
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return `${dateAfter(today, (5 - weekday + 7) % 7)}T17:40`
}
