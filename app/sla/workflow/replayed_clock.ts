import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'
import {
  beginsAnew,
  factsAfter,
  nextRound,
  pauseCauseOf,
  type ClockEvent,
} from '#sla/workflow/clock_events'
import type { PauseTerms } from '#sla/workflow/metric_courses'
import type { Metric, ReopenPolicy } from '#sla/workflow/metrics'
import { losesPromise, switchTarget, type SwitchPolicy } from '#sla/workflow/switch_target'
import type { DateTime } from 'luxon'

/** What a clock hears of a ticket while it lives. */
export type HeardEvent = Exclude<ClockEvent, { kind: 'cancelled' }>
type Heard<Kind extends HeardEvent['kind']> = Extract<HeardEvent, { kind: Kind }>

export type PastTarget = {
  readonly id: number
  readonly metric: Metric
  readonly targetMinutes: number
  readonly calendar: ClockCalendar
}

/** A clock as its past left it. */
export type ReplayedClock<Target extends PastTarget> = {
  target: Target
  facts: ClockFacts
  /** Set when another target took over or nothing is promised any more; `at` in epoch ms. */
  cancelled: { at: number; cause: 'replaced' | 'not_promised' } | null
  /** Why each pause began, by its beginning. */
  causes: ReadonlyMap<number, string>
}

/** What the agreement does with a clock that runs. */
export type ReplayTerms = PauseTerms & {
  readonly switchPolicy: SwitchPolicy
  readonly reopenPolicy: ReopenPolicy
}

/** A reopening is for the latest clock of its metric; earlier results stand. */
export function advanceAll<Target extends PastTarget>(
  clocks: ReplayedClock<Target>[],
  event: HeardEvent,
  terms: ReplayTerms
): ReplayedClock<Target>[] {
  if (event.kind === 'updated') return clocks.flatMap((clock) => update(clock, event, terms))
  if (event.kind !== 'reopened') return clocks.map((clock) => advance(clock, event, terms))
  return reopen(clocks, event, terms)
}

function reopen<Target extends PastTarget>(
  clocks: ReplayedClock<Target>[],
  event: Heard<'reopened'>,
  terms: ReplayTerms
): ReplayedClock<Target>[] {
  const latestOf = (metric: Metric) =>
    clocks.findLast(({ target, cancelled }) => cancelled === null && target.metric === metric)
  const latest = [latestOf(event.metric), latestOf('next_update')].filter(
    (clock) => clock !== undefined && clock.facts.stoppedAt !== null
  )
  const begun = clocks.flatMap((clock) =>
    latest.includes(clock) && beginsAnew(clock.target.metric, terms)
      ? [firstClock(clock.target, event.at)]
      : []
  )
  const going = clocks.map((clock) =>
    latest.includes(clock) && !beginsAnew(clock.target.metric, terms)
      ? advance(clock, event, terms)
      : clock
  )
  return [...going, ...begun]
}

/** The round that was running ends, the next one begins. */
function update<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  event: Heard<'updated'>,
  terms: ReplayTerms
): ReplayedClock<Target>[] {
  const ended = advance(clock, event, terms)
  return ended === clock ? [clock] : [ended, roundAfter(clock, event.at)]
}

/** Begins at `at` and stands still if the clock before it did. */
export function roundAfter<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  at: DateTime
): ReplayedClock<Target> {
  const facts = nextRound(clock.facts, at.toMillis())
  const cause = clock.causes.get(clock.facts.pauses.at(-1)?.from ?? 0)
  const causes = new Map(facts.pauses.map(({ from }) => [from, cause ?? 'none']))
  return { target: clock.target, facts, cancelled: null, causes }
}

export function firstClock<Target extends PastTarget>(
  target: Target,
  startedAt: DateTime
): ReplayedClock<Target> {
  const { targetMinutes } = target
  const facts = { startedAt: startedAt.toMillis(), targetMinutes, pauses: [], stoppedAt: null }
  return { target, facts, cancelled: null, causes: new Map() }
}

function advance<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  event: HeardEvent,
  terms: ReplayTerms
): ReplayedClock<Target> {
  if (clock.cancelled !== null) return clock
  const facts = factsAfter(clock.facts, event, { ...terms, metric: clock.target.metric })
  if (facts === clock.facts) return clock

  const begun = facts.pauses.at(-1)?.from
  if (begun === undefined || clock.causes.has(begun)) return { ...clock, facts }
  return { ...clock, facts, causes: new Map(clock.causes).set(begun, pauseCauseOf(event)) }
}

/** An open clock goes over to the target that fits by now; a stopped clock stays as it is. */
export function retarget<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  at: DateTime,
  targets: readonly Target[],
  { switchPolicy }: ReplayTerms
): ReplayedClock<Target>[] {
  if (clock.cancelled !== null) return [clock]
  const target = targets.find(({ metric }) => metric === clock.target.metric)
  if (!target) {
    const cancelled = { at: at.toMillis(), cause: 'not_promised' } as const
    return [losesPromise(clock.facts, switchPolicy) ? { ...clock, cancelled } : clock]
  }
  if (target.id === clock.target.id) return [clock]

  const { outcome, facts } = switchTarget(
    clock.facts,
    clock.target.calendar,
    target,
    switchPolicy,
    at.toMillis()
  )
  if (outcome === 'kept') return [clock]
  return [
    { ...clock, cancelled: { at: at.toMillis(), cause: 'replaced' } },
    { ...clock, target, facts },
  ]
}
