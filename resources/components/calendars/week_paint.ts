import type { Shift } from '~/components/calendars/types'
import { clockText } from '~/components/calendars/weekdays'

/** Minutes from the day's own midnight; the end passes 1440 over midnight. */
type Span = [from: number, to: number]

export const DAY = 1440

export function spanOf({ from, to, nextDay }: Shift): Span {
  return [minutesOf(from), minutesOf(to) + (nextDay ? DAY : 0)]
}

/** Minutes of "HH:MM", 0 for anything else: what is being typed must not break the picture. */
export function minutesOf(text: string): number {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(text.trim())
  return match ? Math.min(Number(match[1]) * 60 + Number(match[2]), DAY) : 0
}

/** What a day's lane shows: its own shifts and the end of the night shift of the day before. */
export function laneOf(week: Shift[][], day: number): { own: Span[]; night: Span[] } {
  const own = (week[day] ?? []).map(spanOf)
  const before = (week[(day + 6) % 7] ?? []).map(spanOf)
  return {
    own: own.map(([from, to]): Span => [from, Math.min(to, DAY)]).filter(isSome),
    night: before.map(([, to]): Span => [0, to - DAY]).filter(isSome),
  }
}

export function isWorked(week: Shift[][], day: number, minute: number): boolean {
  const { own, night } = laneOf(week, day)
  return [...own, ...night].some(([from, to]) => from <= minute && minute < to)
}

/** The week with a stretch of one day made working or free. */
export function paint(week: Shift[][], day: number, span: Span, isWorking: boolean): Shift[][] {
  const before = (day + 6) % 7
  const spans = week.map((shifts) => shifts.map(spanOf).filter(isSome))
  if (isWorking) {
    const { night } = laneOf(week, day)
    spans[day] = merge([...spans[day]!, ...subtractAll([span], night)])
  } else {
    spans[day] = subtractAll(spans[day]!, [span])
    const tail: Span = [span[0] + DAY, span[1] + DAY]
    // What is left of a night shift beyond the gap begins on this very day.
    const kept = subtractAll(spans[before]!, [tail])
    const moved = kept.filter(([from]) => from >= DAY)
    spans[before] = kept.filter(([from]) => from < DAY)
    spans[day] = merge([...spans[day]!, ...moved.map(([from, to]): Span => [from - DAY, to - DAY])])
  }
  return spans.map((each) => each.map(shiftOf))
}

function shiftOf([from, to]: Span): Shift {
  const nextDay = to > DAY
  return { from: clockText(from), to: clockText(nextDay ? to - DAY : to), nextDay }
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

function subtractAll(spans: Span[], gaps: Span[]): Span[] {
  return gaps.reduce(
    (left, [start, end]) =>
      left
        .flatMap(([from, to]): Span[] => [
          [from, Math.min(to, start)],
          [Math.max(from, end), to],
        ])
        .filter(isSome),
    spans
  )
}

function isSome([from, to]: Span): boolean {
  return from < to
}
