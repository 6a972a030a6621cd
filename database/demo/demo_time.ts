import { clock } from '#core/clock'
import { Exception } from '@adonisjs/core/exceptions'
import { DateTime, Settings } from 'luxon'

export const DEMO_ZONE = 'Europe/Moscow'
/** Days before the end of the story on which the provider set its system up. */
export const FOUNDED_DAYS = 125

/** The hour at which a demonstration of another day stands still. */
const DEMO_HOUR = 15

export class UnknownDay extends Exception {
  static override code = 'E_UNKNOWN_DAY'
}

export type DemoDay = {
  /** `YYYY-MM-DD` in Moscow. */
  today: string
  /** Epoch milliseconds; nothing in the demonstration happens later. */
  now: number
  /** Midnight in Moscow at the start of the day. */
  startOfDay: number
}

/**
 * The day the story ends on: the real moment when it is today, otherwise 15:00 in Moscow.
 * @throws UnknownDay
 */
export function demoDay(today = clock.today(DEMO_ZONE)): DemoDay {
  const start = DateTime.fromISO(today, { zone: DEMO_ZONE }).startOf('day')
  if (!start.isValid) throw new UnknownDay(`Not a date: ${today}`)
  const isToday = today === clock.today(DEMO_ZONE)
  const now = isToday ? clock.now() : start.set({ hour: DEMO_HOUR })
  return { today, now: now.startOf('minute').toMillis(), startOfDay: start.toMillis() }
}

/** Runs the story with the clock in its hands and gives the real time back in any case. */
export async function withMovedTime<Result>(
  story: (moveTo: (at: number) => void) => Promise<Result>
): Promise<Result> {
  const realTime = Settings.now
  try {
    return await story((at) => (Settings.now = () => at))
  } finally {
    Settings.now = realTime
  }
}

/** The local date so many days before or after, `YYYY-MM-DD`. */
export function dayFrom(today: string, days: number): string {
  return DateTime.fromISO(today, { zone: 'utc' }).plus({ days }).toISODate()!
}

/** The first of the month so many months before or after. */
export function monthFrom(today: string, months: number): string {
  return DateTime.fromISO(today, { zone: 'utc' }).startOf('month').plus({ months }).toISODate()!
}
