import {
  roundTime,
  spreadMinutes,
  type RoundingPolicy,
  type TimeEntry,
} from '#billing/workflow/time_rounding'

/** Minutes after rounding by entry id; the entries of a rounding unit share what it is rounded to. */
export function billedMinutes(
  entries: readonly TimeEntry[],
  policy: RoundingPolicy
): Map<number, number> {
  const billed = new Map<number, number>()
  for (const unit of roundTime(entries, policy)) {
    const shares = spreadMinutes(
      unit.entries.map((entry) => entry.minutes),
      unit.billedMinutes
    )
    unit.entries.forEach((entry, index) => billed.set(entry.id, shares[index] ?? 0))
  }
  return billed
}
