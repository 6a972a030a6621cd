import { closePauses, dueOf, readClock } from '#sla/workflow/clock'
import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'

/**
 * What an agreement does with an open clock when priority, service, contract or organisation
 * change: count the whole life anew on the new target, start over, or never grow looser.
 */
export const SWITCH_POLICIES = ['keep_elapsed', 'restart', 'keep_first'] as const
export type SwitchPolicy = (typeof SWITCH_POLICIES)[number]

export type ClockTarget = { readonly targetMinutes: number; readonly calendar: ClockCalendar }

/**
 * `kept`: the old clock goes on. `replaced`: it is cancelled and `facts` begin a new one, whose
 * `breachCause` is set when the switch alone made it late; then no mass notification goes out.
 */
export type TargetSwitch = {
  readonly outcome: 'kept' | 'replaced'
  readonly facts: ClockFacts
  readonly breachCause: 'target_changed' | null
}

/** Switches the target at `at` (SLM-08): a stopped clock is never touched. */
export function switchTarget(
  facts: ClockFacts,
  calendar: ClockCalendar,
  target: ClockTarget,
  policy: SwitchPolicy,
  at: number
): TargetSwitch {
  const kept = { outcome: 'kept', facts, breachCause: null } as const
  if (facts.stoppedAt !== null) return kept

  const replacement = policy === 'restart' ? restarted(facts, at) : facts
  const next = { ...replacement, targetMinutes: target.targetMinutes }
  if (policy === 'keep_first' && !isEarlier(next, target.calendar, facts, calendar, at)) return kept

  const wasBreached = readClock(facts, calendar, at).breachedAt !== null
  const isBreached = readClock(next, target.calendar, at).breachedAt !== null
  return {
    outcome: 'replaced',
    facts: next,
    breachCause: isBreached && !wasBreached ? 'target_changed' : null,
  }
}

/**
 * Whether a clock ends because what the ticket is by now has no such promise: it was never looser
 * under `keep_first`, and what has stopped stands.
 */
export function losesPromise({ stoppedAt }: ClockFacts, policy: SwitchPolicy): boolean {
  return stoppedAt === null && policy !== 'keep_first'
}

function restarted(facts: ClockFacts, at: number): ClockFacts {
  const pauses = facts.pauses
    .filter(({ to }) => to === null || to > at)
    .map(({ from, to }) => ({ from: Math.max(from, at), to }))
  return { ...facts, startedAt: at, pauses }
}

/** Compares due dates as if a running pause ended now, for a paused clock has none. */
function isEarlier(
  next: ClockFacts,
  nextCalendar: ClockCalendar,
  facts: ClockFacts,
  calendar: ClockCalendar,
  at: number
): boolean {
  const resumed = { pauses: closePauses(facts.pauses, at) }
  const nextDue = dueOf({ ...next, ...resumed }, nextCalendar) ?? Infinity
  return nextDue < (dueOf({ ...facts, ...resumed }, calendar) ?? Infinity)
}
