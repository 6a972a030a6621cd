import { stands } from '#sla/workflow/clock_events'
import {
  advanceAll,
  firstClock,
  retarget,
  roundAfter,
  type HeardEvent,
  type PastTarget,
  type ReplayedClock,
  type ReplayTerms,
} from '#sla/workflow/replayed_clock'
import type { TargetFacts } from '#sla/workflow/target_choice'
import type { DateTime } from 'luxon'

export type {
  HeardEvent,
  PastTarget,
  ReplayedClock,
  ReplayTerms,
} from '#sla/workflow/replayed_clock'

/** Events in the order they happened; `retargeted` tells what the ticket brings anew (§3.3.7). */
export type PastEvent = HeardEvent | Retargeted
type Retargeted = { kind: 'retargeted'; facts: Partial<TargetFacts>; at: DateTime }

type Past<Target extends PastTarget> = {
  startedAt: DateTime
  /** Of the opening. */
  facts: TargetFacts
  terms: ReplayTerms
  events: readonly PastEvent[]
  targetsFor(facts: TargetFacts, at: DateTime): Target[]
}

/** Clocks of a ticket computed from its whole history at once, in the order they began. */
export function replayClocks<Target extends PastTarget>(
  past: Past<Target>
): ReplayedClock<Target>[] {
  let { facts } = past
  let clocks = past
    .targetsFor(facts, past.startedAt)
    .map((each) => firstClock(each, past.startedAt))
  const heard: HeardEvent[] = []
  for (const event of past.events) {
    if (event.kind === 'retargeted') {
      facts = { ...facts, ...event.facts }
      const targets = past.targetsFor(facts, event.at)
      clocks = clocks.flatMap((clock) => retarget(clock, event.at, targets, past.terms))
      const life = { startedAt: past.startedAt, heard, terms: past.terms }
      clocks.push(
        ...newlyPromised(targets, clocks).flatMap((each) => begunAt(event.at, each, life))
      )
    } else {
      heard.push(event)
      clocks = advanceAll(clocks, event, past.terms)
    }
  }
  return clocks
}

/** What a ticket went through until a promise was made to it. */
export type Life = {
  /** When the ticket was opened. */
  startedAt: DateTime
  heard: readonly HeardEvent[]
  terms: ReplayTerms
}

/**
 * The clocks of a promise that counts from the opening though it is made later, in the order they
 * began: more than one when a reopening or the customer's news began another.
 */
export function livedThrough<Target extends PastTarget>(
  target: Target,
  { startedAt, heard, terms }: Life
): ReplayedClock<Target>[] {
  return heard.reduce(
    (clocks, event) => advanceAll(clocks, event, terms),
    [firstClock(target, startedAt)]
  )
}

/**
 * The clock of a promise that nobody had made before `at` (§3.3.7): it counts from the opening, or
 * from `at` where switches start over. News that was not promised is owed from `at` on. None when
 * what is promised has been done by then.
 */
export function begunAt<Target extends PastTarget>(
  at: DateTime,
  target: Target,
  life: Life
): ReplayedClock<Target>[] {
  const latest = livedThrough(target, life).at(-1)!
  if (latest.facts.stoppedAt !== null) return []
  const startsOver = life.terms.switchPolicy === 'restart' || target.metric === 'next_update'
  return [startsOver ? roundAfter(latest, at) : latest]
}

/** Targets of metrics for which no clock stands. */
function newlyPromised<Target extends PastTarget>(
  targets: readonly Target[],
  clocks: readonly ReplayedClock<Target>[]
): Target[] {
  const standing = clocks
    .filter(({ cancelled, target, facts }) => !cancelled && stands(target.metric, facts))
    .map(({ target }) => target.metric)
  return targets.filter(({ metric }) => !standing.includes(metric))
}
