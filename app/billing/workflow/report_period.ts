import { DateTime } from 'luxon'
import type { ActiveDays } from '#billing/workflow/proration'
import type { CyclePeriod } from '#contracts/queries/billing_cycle'

/** A billing period of a contract: local ISO dates, and its instants [startsAt, endsAt) in UTC. */
export interface ReportPeriod {
  /** `YYYY-MM` in which it begins. */
  month: string
  zone: string
  firstDate: string
  lastDate: string
  startsAt: DateTime
  endsAt: DateTime
}

/** A month a report can be made for: `YYYY-MM`, from 2019 on, where the table of VAT rates begins. */
export const REPORT_MONTH = /^20(19|[2-9]\d)-(0[1-9]|1[0-2])$/

export function isMonth(text: string): boolean {
  return REPORT_MONTH.test(text)
}

export function reportPeriod({ month, startsOn, endsOn }: CyclePeriod, zone: string): ReportPeriod {
  const start = DateTime.fromISO(startsOn, { zone })
  const end = DateTime.fromISO(endsOn, { zone }).plus({ days: 1 })
  return {
    ...{ month, zone, firstDate: startsOn, lastDate: endsOn },
    startsAt: start.toUTC(),
    endsAt: end.toUTC(),
  }
}

/** The month of an ISO date. */
export function monthOf(date: string): string {
  return date.slice(0, 7)
}

/** Days of a period on which a contract runs, both ends counted. */
export function activeDays(
  { startsOn: firstDate, endsOn: lastDate }: Pick<CyclePeriod, 'startsOn' | 'endsOn'>,
  startsOn: string,
  endsOn: string | null
): ActiveDays {
  const first = startsOn > firstDate ? startsOn : firstDate
  const last = endsOn !== null && endsOn < lastDate ? endsOn : lastDate
  return {
    activeDays: first <= last ? daysBetween(first, last) : 0,
    daysInPeriod: daysBetween(firstDate, lastDate),
  }
}

function daysBetween(first: string, last: string): number {
  const utc = (date: string) => DateTime.fromISO(date, { zone: 'utc' })
  return utc(last).diff(utc(first), 'days').days + 1
}
