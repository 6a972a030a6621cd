import { DateTime } from 'luxon'

/** Local days, both included, and their instants [startsAt, endsAt) in UTC. */
export type ReportSpan = {
  from: string
  to: string
  zone: string
  startsAt: DateTime
  endsAt: DateTime
}

const LONGEST_YEARS = 3
const TREND_MONTHS = 12

/** The days an address asks for; nonsense, a reversed or an endless span give the present month. */
export function reportSpan(
  asked: { from: string | null; to: string | null },
  today: string,
  zone: string
): ReportSpan {
  const from = dayOf(asked.from, zone)
  const to = dayOf(asked.to, zone)
  const isSound = from && to && from <= to && to < from.plus({ years: LONGEST_YEARS })
  if (isSound) return spanOf(from, to, zone)
  const now = DateTime.fromISO(today, { zone })
  return spanOf(now.startOf('month'), now.endOf('month').startOf('day'), zone)
}

/** The twelve months that end with the span's last one, oldest first. */
export function trendMonths({ to, zone }: ReportSpan): ReportSpan[] {
  const last = DateTime.fromISO(to, { zone }).startOf('month')
  return Array.from({ length: TREND_MONTHS }, (_, index) => {
    const month = last.minus({ months: TREND_MONTHS - 1 - index })
    return spanOf(month, month.endOf('month').startOf('day'), zone)
  })
}

function spanOf(from: DateTime, to: DateTime, zone: string): ReportSpan {
  return {
    from: from.toISODate()!,
    to: to.toISODate()!,
    zone,
    startsAt: from.startOf('day').toUTC(),
    endsAt: to.plus({ days: 1 }).startOf('day').toUTC(),
  }
}

function dayOf(text: string | null, zone: string): DateTime<true> | null {
  const day = DateTime.fromFormat(text ?? '', 'yyyy-MM-dd', { zone })
  return day.isValid && day.year >= 2000 ? day : null
}
