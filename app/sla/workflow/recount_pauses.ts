import { pauseClock, resumeClock } from '#sla/workflow/clock_events'
import type { ClockFacts, ClockPause } from '#sla/workflow/clock'
import { pausesIn, type PauseTerms } from '#sla/workflow/metric_courses'
import type { Metric } from '#sla/workflow/metrics'

/** A state that a ticket came to at a moment, epoch milliseconds. */
export type StateSince = { readonly state: string; readonly at: number }

/** A pause with why it began. */
export type CausedPause = ClockPause & { readonly cause: string }

type Life = { metric: Metric; states: readonly StateSince[]; terms: PauseTerms }

/**
 * The pauses of a clock that had followed these terms from its start (§3.3.7: the whole life
 * counts anew). The time between a stop and a reopening stays a pause whatever the states.
 */
export function recountPauses(
  facts: ClockFacts,
  pauses: readonly CausedPause[],
  { metric, states, terms }: Life
): CausedPause[] {
  const causes = new Map<number, string>()
  let life: ClockFacts = { ...facts, pauses: [], stoppedAt: null }
  for (const { state, at } of statesFrom(facts.startedAt, states)) {
    life = pausesIn(metric, state, terms) ? pauseClock(life, at) : resumeClock(life, at)
    const begun = life.pauses.at(-1)
    if (begun && !causes.has(begun.from)) causes.set(begun.from, state)
  }
  const recounted = life.pauses.map((pause) => ({ ...pause, cause: causes.get(pause.from)! }))
  const reopened = pauses.filter(({ cause }) => cause === 'reopened')
  return [...recounted, ...reopened].sort((a, b) => a.from - b.from)
}

/** The state at the start, and all that came after it. */
function statesFrom(start: number, states: readonly StateSince[]): StateSince[] {
  const first = states.findLast(({ at }) => at <= start)
  const later = states.filter(({ at }) => at > start)
  return first ? [{ ...first, at: start }, ...later] : later
}
