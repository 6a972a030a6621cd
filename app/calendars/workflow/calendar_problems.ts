import { dayNumber, MINUTES_PER_DAY, minutesOfTime } from '#calendars/workflow/local_time'

/** A shift as a form gives it: whoever means the next day says so. */
export type DraftShift = { from: string; to: string; nextDay: boolean }

export type DraftProblem = {
  /** Path of the field: `week.0.1`, `exceptions.3.onDate`. */
  field: string
  code:
    | 'bad_time'
    | 'starts_at_24'
    | 'same_time'
    | 'ends_before_start'
    | 'longer_than_a_day'
    | 'midnight'
    | 'overlap'
    | 'overlaps_next_day'
    | 'bad_date'
    | 'date_twice'
}

type Draft = {
  /** Seven days from Monday. */
  week: DraftShift[][]
  exceptions: { onDate: string; intervals: DraftShift[] }[]
}
type Span = readonly [from: number, to: number]

/** Everything that is wrong with the times and dates of a calendar's form (§3.4), by field. */
export function calendarProblems({ week, exceptions }: Draft): DraftProblem[] {
  const problems = week.flatMap((shifts, day) => dayProblems(shifts, `week.${day}`))
  const dates = exceptions.flatMap(({ onDate, intervals }, index) => {
    const path = `exceptions.${index}`
    const found = dayProblems(intervals, `${path}.intervals`)
    if (dayNumber(onDate) === null) return [...found, problem(`${path}.onDate`, 'bad_date')]
    const isFirst = exceptions.findIndex((each) => each.onDate === onDate) === index
    return isFirst ? found : [...found, problem(`${path}.onDate`, 'date_twice')]
  })
  return [...problems, ...(problems.length > 0 ? [] : nightProblems(week)), ...dates]
}

function dayProblems(shifts: readonly DraftShift[], path: string): DraftProblem[] {
  const found = shifts.flatMap((shift, index) => {
    const code = shiftProblem(shift)
    return code ? [problem(`${path}.${index}`, code)] : []
  })
  if (found.length > 0) return found
  const spans = shifts.map(spanOf)
  return spans.flatMap((span, index) =>
    spans.slice(0, index).some((other) => overlap(span, other))
      ? [problem(`${path}.${index}`, 'overlap')]
      : []
  )
}

function shiftProblem({ from, to, nextDay }: DraftShift): DraftProblem['code'] | null {
  const [start, end] = [minutesOfTime(from), minutesOfTime(to)]
  if (start === null || end === null || end > MINUTES_PER_DAY) return 'bad_time'
  if (start >= MINUTES_PER_DAY) return 'starts_at_24'
  if (nextDay) return end > start ? 'longer_than_a_day' : null
  if (end === 0) return 'midnight'
  if (start === end) return 'same_time'
  return end < start ? 'ends_before_start' : null
}

/** A night shift must end before the next day's first one begins. */
function nightProblems(week: readonly DraftShift[][]): DraftProblem[] {
  return week.flatMap((shifts, day) =>
    shifts.flatMap((shift, index) => {
      const [start, end] = spanOf(shift)
      const night: Span = [start - MINUTES_PER_DAY, end - MINUTES_PER_DAY]
      const next = week[(day + 1) % week.length] ?? []
      return next.some((other) => overlap(night, spanOf(other)))
        ? [problem(`week.${day}.${index}`, 'overlaps_next_day')]
        : []
    })
  )
}

function spanOf({ from, to, nextDay }: DraftShift): Span {
  const end = minutesOfTime(to) ?? 0
  return [minutesOfTime(from) ?? 0, nextDay ? end + MINUTES_PER_DAY : end]
}

function overlap([start, end]: Span, [otherStart, otherEnd]: Span): boolean {
  return start < otherEnd && otherStart < end
}

function problem(field: string, code: DraftProblem['code']): DraftProblem {
  return { field, code }
}
