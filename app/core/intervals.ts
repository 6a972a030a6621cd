/** Half-open [from, to), in whatever unit the caller counts. */
export type Interval = readonly [from: number, to: number]

/** Sorted union of the intervals; empty ones vanish, touching ones join. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: [number, number][] = []
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    if (to <= from) continue
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** The parts inside [from, to), moved by `shift`. */
export function clipIntervals(
  intervals: readonly Interval[],
  [from, to]: Interval,
  shift = 0
): Interval[] {
  return intervals
    .map(([start, end]): Interval => [Math.max(start, from) + shift, Math.min(end, to) + shift])
    .filter(([start, end]) => start < end)
}

export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [from, to]) => sum + to - from, 0)
}

/** How much of merged intervals lies before the point. */
export function coveredBefore(intervals: readonly Interval[], point: number): number {
  let sum = 0
  for (const [from, to] of intervals) {
    if (from >= point) break
    sum += Math.min(to, point) - from
  }
  return sum
}

/** The covered unit with that index, counted from 0, of merged intervals. */
export function coveredAt(intervals: readonly Interval[], index: number): number {
  let left = index
  for (const [from, to] of intervals) {
    if (left < to - from) return from + left
    left -= to - from
  }
  throw new RangeError(`Only ${index - left} units are covered, number ${index} was asked for`)
}
