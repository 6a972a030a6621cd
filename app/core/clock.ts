import { DateTime } from 'luxon'

/**
 * The only place that asks for the present moment. Instants are UTC and whole seconds, as both
 * databases store them. Tests move time through luxon's `Settings.now`.
 */
export const clock = {
  now(): DateTime<true> {
    return DateTime.utc().startOf('second')
  },

  /** Calendar date in a zone, as `YYYY-MM-DD`. */
  today(zone: string): string {
    return DateTime.utc().setZone(zone).toISODate()!
  },
}
