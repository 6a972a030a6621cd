import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'
import { factsAfter, pauseCauseOf, type ClockEvent } from '#sla/workflow/clock_events'
import type { Metric } from '#sla/workflow/metrics'
import { switchTarget } from '#sla/workflow/switch_target'
import type { DateTime } from 'luxon'

/** Events in the order they happened; `retargeted` is a new priority (§3.3.7). */
export type PastEvent = Exclude<ClockEvent, { kind: 'cancelled' }> | Retargeted
type Retargeted = { kind: 'retargeted'; priority: number; at: DateTime }

export type PastTarget = {
  readonly id: number
  readonly metric: Metric
  readonly targetMinutes: number
  readonly calendar: ClockCalendar
}

/** A clock as its past left it; `replacedAt` (epoch ms) is set when another target took over. */
export type ReplayedClock<Target extends PastTarget> = {
  target: Target
  facts: ClockFacts
  replacedAt: number | null
  /** Why each pause began, by its beginning. */
  causes: ReadonlyMap<number, string>
}

type Past<Target extends PastTarget> = {
  startedAt: DateTime
  priority: number
  pauseStates: readonly string[]
  events: readonly PastEvent[]
  targetsFor(priority: number, at: DateTime): Target[]
}

/** Clocks of a ticket computed from its whole history at once, in the order they began. */
export function replayClocks<Target extends PastTarget>(
  past: Past<Target>
): ReplayedClock<Target>[] {
  const targets = past.targetsFor(past.priority, past.startedAt)
  let clocks = targets.map((target) => firstClock(target, past.startedAt))
  for (const event of past.events) {
    clocks =
      event.kind === 'retargeted'
        ? clocks.flatMap((clock) => retarget(clock, event, past))
        : clocks.map((clock) => advance(clock, event, past.pauseStates))
  }
  return clocks
}

function firstClock<Target extends PastTarget>(
  target: Target,
  startedAt: DateTime
): ReplayedClock<Target> {
  const { targetMinutes } = target
  const facts = { startedAt: startedAt.toMillis(), targetMinutes, pauses: [], stoppedAt: null }
  return { target, facts, replacedAt: null, causes: new Map() }
}

function advance<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  event: Exclude<PastEvent, Retargeted>,
  pauseStates: readonly string[]
): ReplayedClock<Target> {
  if (clock.replacedAt !== null) return clock
  const facts = factsAfter(clock.facts, event, { metric: clock.target.metric, pauseStates })
  if (facts === clock.facts) return clock

  const begun = facts.pauses.at(-1)?.from
  if (begun === undefined || clock.causes.has(begun)) return { ...clock, facts }
  return { ...clock, facts, causes: new Map(clock.causes).set(begun, pauseCauseOf(event)) }
}

/** The new target keeps start, pauses and the time used; a stopped clock stays as it is. */
function retarget<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  { priority, at }: Retargeted,
  past: Past<Target>
): ReplayedClock<Target>[] {
  if (clock.replacedAt !== null) return [clock]
  const target = past.targetsFor(priority, at).find(({ metric }) => metric === clock.target.metric)
  if (!target || target.id === clock.target.id) return [clock]

  const { outcome, facts } = switchTarget(
    clock.facts,
    clock.target.calendar,
    target,
    'keep_elapsed',
    at.toMillis()
  )
  if (outcome === 'kept') return [clock]
  return [
    { ...clock, replacedAt: at.toMillis() },
    { ...clock, target, facts },
  ]
}
