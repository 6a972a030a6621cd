import type { ClockState } from '#sla/workflow/metrics'

/** Half-open [from, to) in epoch milliseconds; `to` is null while the pause lasts. */
export type ClockPause = { readonly from: number; readonly to: number | null }

/** What a clock must know of its calendar; the working time of the calendars domain fits. */
export type ClockCalendar = {
  between(start: number, end: number): number
  add(start: number, minutes: number): number | null
  dueAt(start: number, minutes: number, pauses: readonly ClockPause[]): number | null
  elapsed(start: number, at: number, pauses: readonly ClockPause[]): number
}

/** The stored facts of one clock (SLM-05); instants are epoch milliseconds. */
export type ClockFacts = {
  readonly startedAt: number
  readonly targetMinutes: number
  readonly pauses: readonly ClockPause[]
  readonly stoppedAt: number | null
}

/** Cancelling is an act of its own: no time brings it about. */
export type CountedState = Exclude<ClockState, 'cancelled'>

/**
 * A clock at one instant. `dueAt` is null while paused with time left, and when the calendar has no
 * more working time. `remainingMinutes` is negative once overrun, `percent` is not rounded.
 * A breached clock stays breached in a pause: `isPaused` tells.
 */
export type ClockReading = {
  readonly state: CountedState
  readonly isPaused: boolean
  readonly elapsedMinutes: number
  readonly remainingMinutes: number
  readonly percent: number
  readonly dueAt: number | null
  readonly breachedAt: number | null
}

/**
 * Reads the clock at `now`, or at its stop when it has stopped (SLM-04, SLM-07). Breach is decided
 * by due date and never by elapsed time: a due date can be a closing time, after which no minute
 * elapses though the clock is late. Throws a RangeError for a target that is not positive.
 */
export function readClock(facts: ClockFacts, calendar: ClockCalendar, now: number): ClockReading {
  refuseTarget(facts.targetMinutes)

  const at = facts.stoppedAt ?? now
  const elapsedMinutes = calendar.elapsed(facts.startedAt, at, facts.pauses)
  const isPaused = facts.stoppedAt === null && isPausedAt(facts, now)
  const due = dueOf(facts, calendar)
  const isBreached = due !== null && isLater(at, due)
  return {
    state: stateOf(facts.stoppedAt !== null, isPaused, isBreached),
    isPaused,
    elapsedMinutes,
    remainingMinutes: facts.targetMinutes - elapsedMinutes,
    percent: (elapsedMinutes / facts.targetMinutes) * 100,
    dueAt: isPaused && elapsedMinutes < facts.targetMinutes ? null : due,
    breachedAt: isBreached ? due : null,
  }
}

/** When the target is used up; null in an open pause with time left and when the calendar ends. */
export function dueOf(facts: ClockFacts, calendar: ClockCalendar): number | null {
  return calendar.dueAt(facts.startedAt, facts.targetMinutes, pausesUntilStop(facts))
}

/** Pauses as they count: none outlasts the stop of its clock. */
export function pausesUntilStop({ pauses, stoppedAt }: ClockFacts): readonly ClockPause[] {
  return stoppedAt === null ? pauses : closePauses(pauses, stoppedAt)
}

/** Ends at `at` what lasts longer and forgets what begins later. */
export function closePauses(pauses: readonly ClockPause[], at: number): ClockPause[] {
  return pauses
    .filter(({ from }) => from < at)
    .map(({ from, to }) => ({ from, to: to === null ? at : Math.min(to, at) }))
}

export function isPausedAt({ pauses }: ClockFacts, at: number): boolean {
  return pauses.some(({ from, to }) => from <= at && (to === null || at < to))
}

function stateOf(isStopped: boolean, isPaused: boolean, isBreached: boolean): CountedState {
  if (isStopped) return isBreached ? 'breached_stopped' : 'met'
  if (isBreached) return 'breached_running'
  return isPaused ? 'paused' : 'running'
}

/** Seconds decide, their fractions do not: a stop at 18:00:00.9 is in time for 18:00:00. */
function isLater(at: number, due: number): boolean {
  return Math.floor(at / 1000) > Math.floor(due / 1000)
}

function refuseTarget(minutes: number): void {
  if (Number.isSafeInteger(minutes) && minutes > 0) return
  throw new RangeError(`A target is a positive number of whole minutes, not ${minutes}`)
}
