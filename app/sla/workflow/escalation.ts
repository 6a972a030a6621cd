import { dueOf, pausesUntilStop } from '#sla/workflow/clock'
import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'

const MS_PER_MINUTE = 60_000

/** When an escalation fires (SLM-06). `isWallClock` counts minutes day and night. */
export type EscalationMoment =
  | { readonly kind: 'percent'; readonly percent: number }
  | {
      readonly kind: 'before_due' | 'after_due'
      readonly minutes: number
      readonly isWallClock: boolean
    }

/** The instant (epoch ms) to fire at; null while paused before it, or when the calendar ends. */
export function escalationAt(
  facts: ClockFacts,
  calendar: ClockCalendar,
  moment: EscalationMoment
): number | null {
  switch (moment.kind) {
    case 'percent':
      return elapsedAt(facts, calendar, Math.ceil((facts.targetMinutes * moment.percent) / 100))
    case 'before_due':
      if (moment.isWallClock) return earlier(facts, calendar, moment.minutes)
      return elapsedAt(facts, calendar, Math.max(0, facts.targetMinutes - moment.minutes))
    case 'after_due':
      return later(calendar, dueOf(facts, calendar), moment.minutes, moment.isWallClock)
    default:
      return moment satisfies never
  }
}

/**
 * The occurrences of an escalation that repeats: the first, then up to `max` more, `everyMinutes`
 * apart. The index in the list identifies an occurrence, for each fires at most once.
 */
export function escalationTimes(
  facts: ClockFacts,
  calendar: ClockCalendar,
  moment: EscalationMoment,
  repeat: { readonly everyMinutes: number; readonly max: number }
): number[] {
  const isWallClock = moment.kind !== 'percent' && moment.isWallClock
  const times: number[] = []
  let time = escalationAt(facts, calendar, moment)
  while (time !== null && times.length <= repeat.max) {
    times.push(time)
    time = later(calendar, time, repeat.everyMinutes, isWallClock)
  }
  return times
}

function elapsedAt(facts: ClockFacts, calendar: ClockCalendar, minutes: number): number | null {
  return calendar.dueAt(facts.startedAt, minutes, pausesUntilStop(facts))
}

function earlier(facts: ClockFacts, calendar: ClockCalendar, minutes: number): number | null {
  const due = dueOf(facts, calendar)
  return due === null ? null : Math.max(facts.startedAt, due - minutes * MS_PER_MINUTE)
}

function later(
  calendar: ClockCalendar,
  from: number | null,
  minutes: number,
  isWallClock: boolean
): number | null {
  if (from === null) return null
  return isWallClock ? from + minutes * MS_PER_MINUTE : calendar.add(from, minutes)
}
