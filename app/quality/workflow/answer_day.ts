import type { Severity } from '#quality/workflow/complaint_steps'
import { DateTime } from 'luxon'

/** Working days within which a complaint is answered. */
export const ANSWER_DAYS: Readonly<Record<Severity, number>> = { low: 10, medium: 5, high: 2 }

const WEEKEND = 6

/**
 * The last day for an answer: so many days from Monday to Friday after the day it was received.
 * Holidays are not counted off, which only makes the day earlier.
 */
export function answerDay(receivedOn: string, severity: Severity): string {
  let day = DateTime.fromISO(receivedOn, { zone: 'utc' })
  for (let counted = 0; counted < ANSWER_DAYS[severity];) {
    day = day.plus({ days: 1 })
    if (day.weekday < WEEKEND) counted += 1
  }
  return day.toISODate()!
}
