import { factsAfter } from '#sla/workflow/clock_events'
import type { ClockFacts, ClockPause } from '#sla/workflow/clock'
import type { Metric } from '#sla/workflow/metrics'
import { DateTime } from 'luxon'

/** A state that a ticket came to at a moment, epoch milliseconds. */
export type StateSince = { readonly state: string; readonly at: number }

/** A pause with why it began. */
export type CausedPause = ClockPause & { readonly cause: string }

type Life = { metric: Metric; states: readonly StateSince[]; pauseStates: readonly string[] }

/**
 * The pauses of a clock that had stood still in these states from its start (§3.3.7: the whole life
 * counts anew). The time between a stop and a reopening stays a pause whatever the states.
 */
export function recountPauses(
  facts: ClockFacts,
  pauses: readonly CausedPause[],
  { metric, states, pauseStates }: Life
): CausedPause[] {
  const causes = new Map<number, string>()
  let life: ClockFacts = { ...facts, pauses: [], stoppedAt: null }
  for (const { state, at } of statesFrom(facts.startedAt, states)) {
    const event = { kind: 'state_changed', state, at: DateTime.fromMillis(at) } as const
    life = factsAfter(life, event, { metric, pauseStates })
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
