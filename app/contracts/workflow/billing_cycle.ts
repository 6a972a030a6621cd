import type { BillingCycle } from '#contracts/models/contract_types'
import { DateTime } from 'luxon'

/** How a contract's time is cut into billing periods; the anchor is a day of the month, 1 to 28. */
export type Cycle = { billingCycle: BillingCycle; anchorDay: number }

/** A billing period in local ISO dates, both included; `month` is the `YYYY-MM` it begins in. */
export type CyclePeriod = { month: string; startsOn: string; endsOn: string }

const MONTHS: Record<BillingCycle, number> = { month: 1, quarter: 3, year: 12 }

/** The period a date lies in; quarters and years are those of the calendar, moved to the anchor. */
export function periodAround(date: string, { billingCycle, anchorDay }: Cycle): CyclePeriod {
  const months = MONTHS[billingCycle]
  const shifted = utc(date).minus({ days: anchorDay - 1 })
  const first = shifted.set({
    month: shifted.month - ((shifted.month - 1) % months),
    day: anchorDay,
  })
  return periodFrom(first, months)
}

/** The period that begins in a month (`YYYY-MM`), or the one that was running as it began. */
export function periodOfMonth(month: string, cycle: Cycle): CyclePeriod {
  return periodAround(`${month}-${String(cycle.anchorDay).padStart(2, '0')}`, cycle)
}

/** Periods from the one around a date to the one around another; none when they are reversed. */
export function periodsBetween(from: string, to: string, cycle: Cycle): CyclePeriod[] {
  const periods: CyclePeriod[] = []
  const last = periodAround(to, cycle)
  for (let each = periodAround(from, cycle); each.startsOn <= last.startsOn;) {
    periods.push(each)
    each = periodFrom(utc(each.endsOn).plus({ days: 1 }), MONTHS[cycle.billingCycle])
  }
  return periods
}

function periodFrom(first: DateTime, months: number): CyclePeriod {
  const startsOn = first.toISODate()!
  const endsOn = first.plus({ months }).minus({ days: 1 }).toISODate()!
  return { month: startsOn.slice(0, 7), startsOn, endsOn }
}

function utc(date: string): DateTime {
  const parsed = DateTime.fromISO(date, { zone: 'utc' })
  if (!parsed.isValid) throw new RangeError(`Not a date: ${date}`)
  return parsed
}
