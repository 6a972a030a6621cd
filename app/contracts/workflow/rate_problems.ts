import { DateTime } from 'luxon'

/** Days of force, both included; null `validTo` is for ever. */
export type InForce = { validFrom: string; validTo: string | null }

/** A price of an hour; null type or role is any (§7.3). */
export type RateRow = InForce & { workTypeId: number | null; workRoleId: number | null }

export type RateProblem = {
  field: string
  key: 'ends_before_beginning' | 'rates_overlap'
  params: Record<string, string | number>
}

/** Rows that no entry could choose between: equally close and in force on one day. */
export function rateProblems(rates: readonly RateRow[]): RateProblem[] {
  return rates.flatMap((rate, index): RateProblem[] => {
    if (rate.validTo !== null && rate.validTo < rate.validFrom) {
      return [{ field: `rates.${index}.validTo`, key: 'ends_before_beginning', params: {} }]
    }
    const other = rates.findIndex(
      (each, at) => at !== index && pairOf(each) === pairOf(rate) && areTogether(each, rate)
    )
    if (other < 0) return []
    return [{ field: `rates.${index}.validFrom`, key: 'rates_overlap', params: { n: other + 1 } }]
  })
}

export type RateGap = {
  from: string
  to: string
  workTypeId: number | null
  workRoleId: number | null
}

/** Days between two rows of the same type and role on which neither is in force. */
export function rateGaps(rates: readonly RateRow[]): RateGap[] {
  return [...Map.groupBy(rates, pairOf).values()].flatMap((group) => {
    const rows = [...group].sort((one, other) => one.validFrom.localeCompare(other.validFrom))
    return rows.flatMap(({ validTo, workTypeId, workRoleId }, index) => {
      const next = rows[index + 1]
      if (!next || validTo === null || dayAfter(validTo) >= next.validFrom) return []
      const to = dayBefore(next.validFrom)
      return [{ from: dayAfter(validTo), to, workTypeId, workRoleId }]
    })
  })
}

/** Whether every hour has a price: a row for any type and role that is still in force. */
export function hasUsualRate(rates: readonly RateRow[], today: string): boolean {
  return rates.some(
    ({ workTypeId, workRoleId, validTo }) =>
      workTypeId === null && workRoleId === null && (validTo === null || validTo >= today)
  )
}

export type StoredRate = RateRow & { id: number; ratePerHourMinor: number }
export type SentRate = RateRow & { id: number | null; ratePerHourMinor: number }

/**
 * The row of what was sent, or null for one taken out, that changes what was charged up to a day
 * (§7.6): rows in force then stay and may only end later; new ones begin after it.
 */
export function settledViolation(
  stored: readonly StoredRate[],
  sent: readonly SentRate[],
  until: string
): { row: number | null } | null {
  for (const rate of stored) {
    if (rate.validFrom > until) continue
    const row = sent.findIndex(({ id }) => id === rate.id)
    if (row < 0) return { row: null }
    if (!isKept(rate, sent[row]!, until)) return { row }
  }
  const known = new Map(stored.map((rate) => [rate.id, rate]))
  const early = sent.findIndex(({ id, validFrom }) => {
    const before = id === null ? undefined : known.get(id)
    return validFrom <= until && (before === undefined || before.validFrom > until)
  })
  return early < 0 ? null : { row: early }
}

function isKept(rate: StoredRate, sent: SentRate, until: string): boolean {
  const isSame =
    pairOf(rate) === pairOf(sent) &&
    rate.validFrom === sent.validFrom &&
    rate.ratePerHourMinor === sent.ratePerHourMinor
  if (!isSame) return false
  return mayEndAnew(rate, sent, until)
}

/** What was in force up to a day may end later, or anew from that day on; what was over stays so. */
export function mayEndAnew(stored: InForce, sent: InForce, until: string): boolean {
  if (stored.validTo === sent.validTo) return true
  const wasOver = stored.validTo !== null && stored.validTo < until
  return !wasOver && (sent.validTo === null || sent.validTo >= until)
}

/** Whether two rows are in force on one day. */
export function areTogether(one: InForce, other: InForce): boolean {
  const last = '9999-12-31'
  return one.validFrom <= (other.validTo ?? last) && other.validFrom <= (one.validTo ?? last)
}

const pairOf = ({ workTypeId, workRoleId }: RateRow) => `${workTypeId ?? '*'}:${workRoleId ?? '*'}`
const dayAfter = (date: string) => move(date, 1)
const dayBefore = (date: string) => move(date, -1)

function move(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate()!
}
