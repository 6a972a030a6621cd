import type { ClockCalendar } from '#sla/workflow/clock'

export type Span = { readonly from: number; readonly to: number }
type Calendar = ClockCalendar & { next(at: number): number | null }

const MINUTE = 60_000
const FIRST_STEP = 240

/**
 * The working time of a calendar in [from, to) as spans, epoch ms. At most `limit` of them: a strip
 * cannot draw more, and `isComplete` tells whether that was all.
 */
export function workingSpans(
  calendar: Calendar,
  from: number,
  to: number,
  limit: number
): { spans: Span[]; isComplete: boolean } {
  const spans: Span[] = []
  let cursor = Math.floor(from / MINUTE) * MINUTE
  while (spans.length < limit) {
    const start = calendar.next(cursor)
    if (start === null || start >= to) return { spans, isComplete: true }
    const end = spanEnd(calendar, start, to)
    spans.push({ from: Math.max(start, from), to: end })
    cursor = end
  }
  return { spans, isComplete: false }
}

/** The last moment until which every minute from `start` is worked. */
function spanEnd(calendar: Calendar, start: number, to: number): number {
  const limit = Math.ceil((to - start) / MINUTE)
  const isWorked = (minutes: number) =>
    calendar.between(start, start + minutes * MINUTE) === minutes
  let step = FIRST_STEP
  while (step < limit && isWorked(step)) step *= 2
  let [low, high] = [1, Math.min(step, limit)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (isWorked(middle)) low = middle
    else high = middle - 1
  }
  return Math.min(start + low * MINUTE, to)
}
