import { closePauses, isPausedAt } from '#sla/workflow/clock'
import type { ClockFacts } from '#sla/workflow/clock'
import { pausesIn, stopsIn, type PauseTerms } from '#sla/workflow/metric_courses'
import type { CancelCause, ClockKind, Metric, ReopenPolicy } from '#sla/workflow/metrics'
import type { DateTime } from 'luxon'

export type ClockEvent =
  | { kind: 'state_changed'; state: string; at: DateTime }
  | { kind: 'stopped'; metric: Metric; at: DateTime }
  /** The customer was told how things stand: the next news is due anew (§3.3.5). */
  | { kind: 'updated'; at: DateTime }
  | { kind: 'reopened'; metric: Metric; at: DateTime }
  | { kind: 'cancelled'; cause: CancelCause; at: DateTime }

/** What an event must know of the clock it meets. */
type ClockTraits = PauseTerms & { metric: Metric; kind?: ClockKind }

/** The only state in which a supplier's clock runs (§3.3.11). */
const SUPPLIER_STATE = 'pending_vendor'

/** Facts after an event, for a clock of this metric whose agreement pauses in these states. */
export function factsAfter(
  facts: ClockFacts,
  event: Exclude<ClockEvent, { kind: 'cancelled' }>,
  { metric, kind = 'sla', ...terms }: ClockTraits
): ClockFacts {
  const at = event.at.toMillis()
  switch (event.kind) {
    case 'state_changed':
      if (kind === 'uc') return event.state === SUPPLIER_STATE ? facts : stopClock(facts, at)
      if (stopsIn(metric, event.state)) return stopClock(facts, at)
      return pausesIn(metric, event.state, terms) ? pauseClock(facts, at) : resumeClock(facts, at)
    case 'stopped':
      return metric === event.metric ? stopClock(facts, at) : facts
    case 'updated':
      return metric === 'next_update' && kind === 'sla' ? stopClock(facts, at) : facts
    case 'reopened':
      return metric === event.metric ? reopenClock(facts, at) : facts
    default:
      return event satisfies never
  }
}

/** The cause a pause that begins with the event is stored with. */
export function pauseCauseOf(event: ClockEvent): string {
  return event.kind === 'state_changed' ? event.state : event.kind
}

/**
 * What happens to a clock, as new facts (SLM-04). An event that changes nothing, such as a pause of
 * a paused clock or anything but a reopening after the stop, gives the same facts back.
 */
export function pauseClock(facts: ClockFacts, at: number): ClockFacts {
  if (facts.stoppedAt !== null || isPausedAt(facts, at)) return facts
  return { ...facts, pauses: [...facts.pauses, { from: at, to: null }] }
}

export function resumeClock(facts: ClockFacts, at: number): ClockFacts {
  if (facts.stoppedAt !== null || !isPausedAt(facts, at)) return facts
  return { ...facts, pauses: closePauses(facts.pauses, at) }
}

/** Stops for good: what was paused at that moment has ended with the clock. */
export function stopClock(facts: ClockFacts, at: number): ClockFacts {
  if (facts.stoppedAt !== null) return facts
  return { ...facts, pauses: closePauses(facts.pauses, at), stoppedAt: at }
}

/** The round after one that ended at `at`: what stood still then still does. */
export function nextRound(round: ClockFacts, at: number): ClockFacts {
  const { targetMinutes } = round
  const pauses = isPausedAt(round, at) ? [{ from: at, to: null }] : []
  return { startedAt: at, targetMinutes, pauses, stoppedAt: null }
}

/**
 * Whether a reopening begins another clock in the place of going on with the old one: news is owed
 * in rounds, the solution as the agreement says (§3.3.6).
 */
export function beginsAnew(metric: Metric, { reopenPolicy }: { reopenPolicy: ReopenPolicy }) {
  return metric === 'next_update' || reopenPolicy === 'restart'
}

/** Continues a stopped clock: the time from the stop to the reopening was a pause. */
export function reopenClock(facts: ClockFacts, at: number): ClockFacts {
  if (facts.stoppedAt === null) return facts
  const pauses = closePauses(facts.pauses, facts.stoppedAt)
  return { ...facts, pauses: [...pauses, { from: facts.stoppedAt, to: at }], stoppedAt: null }
}

/** Whether a metric needs no other clock: kept or broken, a promise stands; a round of news while it runs. */
export function stands(metric: Metric, { stoppedAt }: Pick<ClockFacts, 'stoppedAt'>): boolean {
  return metric !== 'next_update' || stoppedAt === null
}
