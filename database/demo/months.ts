import { DEMO_ZONE, FOUNDED_DAYS, type DemoDay } from '#database/demo/demo_time'
import { DateTime } from 'luxon'

const DAY = 24 * 60 * 60_000

/**
 * Epoch milliseconds so many hours after the end of a month (`YYYY-MM`), at the latest now. What was
 * before the provider had its system is taken over in its first week.
 */
export function hoursInto({ now, startOfDay }: DemoDay, month: string, hours: number): number {
  const end = DateTime.fromISO(`${month}-01`, { zone: DEMO_ZONE }).plus({ months: 1, hours })
  const takenOver = startOfDay - FOUNDED_DAYS * DAY + hours * 60 * 60_000
  return Math.min(Math.max(end.toMillis(), takenOver), now)
}
