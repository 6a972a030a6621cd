import { DateTime } from 'luxon'
import type { ActiveDays } from '#billing/workflow/proration'

/** A calendar month of a contract: local ISO dates, and its instants [startsAt, endsAt) in UTC. */
export interface ReportPeriod {
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

/** @throws RangeError unless `isMonth` */
export function reportPeriod(month: string, zone: string): ReportPeriod {
  if (!isMonth(month)) throw new RangeError(`Not a month of reports: ${month}`)
  const start = DateTime.fromISO(`${month}-01`, { zone })
  const end = start.plus({ months: 1 })
  return {
    month,
    zone,
    firstDate: `${month}-01`,
    lastDate: end.minus({ days: 1 }).toISODate()!,
    startsAt: start.toUTC(),
    endsAt: end.toUTC(),
  }
}

/** The month of an ISO date. */
export function monthOf(date: string): string {
  return date.slice(0, 7)
}

/** Months from the first to the last, both included; none when they are the wrong way round. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month)
  return months
}

/** Days of the month on which a contract runs, both ends counted. */
export function activeDays(month: string, startsOn: string, endsOn: string | null): ActiveDays {
  const daysInPeriod = DateTime.fromISO(`${month}-01`, { zone: 'utc' }).daysInMonth!
  const first = startsOn > `${month}-01` ? startsOn : `${month}-01`
  const monthEnd = `${month}-${daysInPeriod}`
  const last = endsOn !== null && endsOn < monthEnd ? endsOn : monthEnd
  const runs = monthOf(first) === month && monthOf(last) === month && first <= last
  return { activeDays: runs ? dayOf(last) - dayOf(first) + 1 : 0, daysInPeriod }
}

function nextMonth(month: string): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'utc' }).plus({ months: 1 }).toFormat('yyyy-MM')
}

function dayOf(date: string): number {
  return Number(date.slice(8, 10))
}
