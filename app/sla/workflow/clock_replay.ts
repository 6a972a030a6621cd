import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'
import { factsAfter, nextRound, pauseCauseOf, type ClockEvent } from '#sla/workflow/clock_events'
import type { PauseTerms } from '#sla/workflow/metric_courses'
import type { Metric, ReopenPolicy } from '#sla/workflow/metrics'
import { switchTarget, type SwitchPolicy } from '#sla/workflow/switch_target'
import type { TargetFacts } from '#sla/workflow/target_choice'
import type { DateTime } from 'luxon'

/** Events in the order they happened; `retargeted` tells what the ticket brings anew (§3.3.7). */
export type PastEvent = Exclude<ClockEvent, { kind: 'cancelled' }> | Retargeted
type Retargeted = { kind: 'retargeted'; facts: Partial<TargetFacts>; at: DateTime }

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

/** What the agreement does with a clock that runs. */
export type ReplayTerms = PauseTerms & {
  readonly switchPolicy: SwitchPolicy
  readonly reopenPolicy: ReopenPolicy
}

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
  for (const event of past.events) {
    if (event.kind === 'retargeted') {
      facts = { ...facts, ...event.facts }
      const targets = past.targetsFor(facts, event.at)
      clocks = clocks.flatMap((clock) => retarget(clock, event.at, targets, past.terms))
    } else clocks = advanceAll(clocks, event, past.terms)
  }
  return clocks
}

/** A reopening is for the latest clock of its metric; earlier results stand. */
function advanceAll<Target extends PastTarget>(
  clocks: ReplayedClock<Target>[],
  event: Exclude<PastEvent, Retargeted>,
  terms: ReplayTerms
): ReplayedClock<Target>[] {
  if (event.kind === 'updated') return clocks.flatMap((clock) => update(clock, event, terms))
  if (event.kind !== 'reopened') return clocks.map((clock) => advance(clock, event, terms))
  const latest = clocks.findLast(
    ({ target, replacedAt }) => replacedAt === null && target.metric === event.metric
  )
  if (!latest || latest.facts.stoppedAt === null) return clocks
  if (terms.reopenPolicy === 'restart') return [...clocks, firstClock(latest.target, event.at)]
  return clocks.map((clock) => (clock === latest ? advance(clock, event, terms) : clock))
}

/** The round that was running ends, the next one begins. */
function update<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  event: Extract<PastEvent, { kind: 'updated' }>,
  terms: ReplayTerms
): ReplayedClock<Target>[] {
  const ended = advance(clock, event, terms)
  if (ended === clock) return [clock]
  const facts = nextRound(clock.facts, event.at.toMillis())
  const cause = clock.causes.get(clock.facts.pauses.at(-1)?.from ?? 0)
  const causes = new Map(facts.pauses.map(({ from }) => [from, cause ?? 'none']))
  return [ended, { target: clock.target, facts, replacedAt: null, causes }]
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
  terms: ReplayTerms
): ReplayedClock<Target> {
  if (clock.replacedAt !== null) return clock
  const facts = factsAfter(clock.facts, event, { ...terms, metric: clock.target.metric })
  if (facts === clock.facts) return clock

  const begun = facts.pauses.at(-1)?.from
  if (begun === undefined || clock.causes.has(begun)) return { ...clock, facts }
  return { ...clock, facts, causes: new Map(clock.causes).set(begun, pauseCauseOf(event)) }
}

/** An open clock goes over to the target that fits by now; a stopped clock stays as it is. */
function retarget<Target extends PastTarget>(
  clock: ReplayedClock<Target>,
  at: DateTime,
  targets: readonly Target[],
  { switchPolicy }: ReplayTerms
): ReplayedClock<Target>[] {
  if (clock.replacedAt !== null) return [clock]
  const target = targets.find(({ metric }) => metric === clock.target.metric)
  if (!target || target.id === clock.target.id) return [clock]

  const { outcome, facts } = switchTarget(
    clock.facts,
    clock.target.calendar,
    target,
    switchPolicy,
    at.toMillis()
  )
  if (outcome === 'kept') return [clock]
  return [
    { ...clock, replacedAt: at.toMillis() },
    { ...clock, target, facts },
  ]
}
