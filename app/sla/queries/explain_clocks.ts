import { loadVersionTimes, versionText } from '#calendars/queries/calendar_versions'
import type { WorkingTime } from '#calendars/queries/working_time'
import { clock as time } from '#core/clock'
import Clock from '#sla/models/clock'
import ClockTimer from '#sla/models/clock_timer'
import EscalationRule from '#sla/models/escalation_rule'
import { agreementTargets } from '#sla/queries/agreement_terms'
import { calendarExceptions } from '#sla/queries/calendar_exceptions'
import { clockFigures, clocksWith, isoOf, roundsOf } from '#sla/queries/read_clocks'
import type { ToldTarget } from '#sla/workflow/agreement_content'
import { attributeMinutes, type Holding } from '#sla/workflow/attribution'
import { dueOf } from '#sla/workflow/clock'
import type { ClockKind } from '#sla/workflow/metrics'
import { BREACH_RULE } from '#sla/workflow/timers'
import { workingSpans } from '#sla/workflow/working_spans'
import db from '@adonisjs/lucid/services/db'

export type { Holding } from '#sla/workflow/attribution'

/** More pieces than a strip can draw. */
const MOST_SPANS = 250

/** What only the desk sees beside the promise itself. */
export type DeskFacts = { holdings: Holding[] }

/** What a clock was replaced for: another target, another calendar, other states that pause it. */
export type SwitchMatter = 'target' | 'calendar' | 'pauses'

type Known = {
  times: Map<string, WorkingTime>
  targets: Map<number, ToldTarget | null>
  predecessors: Map<number, Clock>
  timers: Map<number, ClockTimer[]>
  rules: Map<number, EscalationRule>
  rounds: Map<number, number>
  now: number
}

export type ExplainedClock = Awaited<ReturnType<typeof explainClocks>>[number]

/**
 * Everything a deadline was made of (§3.3): working time, pauses, exceptions of the calendar,
 * targets it went through; for the desk also whose minutes they were and what waits in the queue.
 */
export async function explainClocks(
  ticketId: number,
  kinds: readonly ClockKind[],
  desk: DeskFacts | null
) {
  const clocks = await clocksWith(ticketId, kinds).preload('agreementTarget', (target) => {
    void target.preload('service').preload('organisation').preload('calendar')
  })
  const timers = desk ? await timersOf(clocks) : []
  const known: Known = {
    times: await loadVersionTimes(clocks),
    targets: await agreementTargets(clocks, db.connection()),
    predecessors: await replacedClocks(ticketId),
    timers: Map.groupBy(timers, ({ clockId }) => clockId),
    rules: await rulesOf(timers),
    rounds: roundsOf(clocks),
    now: time.now().toMillis(),
  }
  return Promise.all(clocks.map((clock) => explain(clock, known, desk)))
}

async function explain(clock: Clock, known: Known, desk: DeskFacts | null) {
  const calendar = known.times.get(versionText(clock))!
  const { facts } = clock
  const due = dueOf(facts, calendar)
  const end = facts.stoppedAt ?? known.now
  const [from, to] = [facts.startedAt, Math.max(end, due ?? end, facts.startedAt + 60_000)]
  const { spans, isComplete } = workingSpans(calendar, from, to, MOST_SPANS)
  return {
    ...clockFigures(clock, calendar, known.rounds),
    origin: clock.origin,
    agreementVersion: clock.agreementVersion,
    target: known.targets.get(clock.id) ?? null,
    pauses: clock.pauses.map((pause, index) => ({
      from: pause.startedAt.toISO()!,
      to: pause.endedAt?.toISO() ?? null,
      cause: pause.cause,
      minutes: pausedMinutes(facts.pauses[index]!, calendar, end),
    })),
    switches: switchesOf(clock, known.predecessors),
    strip: {
      from: isoOf(from),
      to: isoOf(to),
      now: isoOf(known.now),
      due: isoOf(due),
      isComplete,
      working: spans.map((span) => ({
        from: isoOf(span.from),
        to: isoOf(span.to),
        minutes: Math.round((span.to - span.from) / 60_000),
      })),
      exceptions: await calendarExceptions(clock, from, to),
    },
    breach: {
      cause: clock.breachCause,
      teamId: desk ? clock.breachTeamId : null,
      reason: desk ? clock.breachReason : null,
      note: desk ? clock.breachNote : null,
    },
    teams: desk ? attributeMinutes(facts, calendar, desk.holdings, known.now) : [],
    timers: (known.timers.get(clock.id) ?? []).map((timer) => toTimer(timer, known.rules)),
  }
}

function pausedMinutes(
  { from, to }: { from: number; to: number | null },
  calendar: WorkingTime,
  end: number
): number {
  return Math.max(0, calendar.between(from, Math.min(to ?? end, end)))
}

/** What stood before, the oldest first, each with the moment and the matter in which it gave way. */
function switchesOf(clock: Clock, predecessors: Map<number, Clock>) {
  const switches: { at: string | null; targetMinutes: number; matter: SwitchMatter }[] = []
  let after = clock
  let before = predecessors.get(clock.predecessorId ?? 0)
  while (before) {
    switches.unshift({
      at: before.replacedAt?.toISO() ?? null,
      targetMinutes: before.targetMinutes,
      matter: matterOf(before, after),
    })
    after = before
    before = predecessors.get(before.predecessorId ?? 0)
  }
  return switches
}

function matterOf(before: Clock, after: Clock): SwitchMatter {
  if (before.targetMinutes !== after.targetMinutes) return 'target'
  const isSameCalendar =
    before.calendarId === after.calendarId && before.calendarVersion === after.calendarVersion
  if (!isSameCalendar) return 'calendar'
  // Of one ticket and metric, nothing else than what pauses it is left.
  return before.agreementTargetId === after.agreementTargetId ? 'pauses' : 'target'
}

async function replacedClocks(ticketId: number): Promise<Map<number, Clock>> {
  const clocks = await Clock.query().where({ ticketId, cancelCause: 'replaced' })
  return new Map(clocks.map((clock) => [clock.id, clock]))
}

function timersOf(clocks: readonly Clock[]): Promise<ClockTimer[]> {
  return ClockTimer.query()
    .whereIn(
      'clockId',
      clocks.map(({ id }) => id)
    )
    .whereIn('state', ['pending', 'claimed', 'fired'])
    .orderBy('fireAt')
    .orderBy('id')
    .exec()
}

async function rulesOf(timers: readonly ClockTimer[]): Promise<Map<number, EscalationRule>> {
  const ids = [...new Set(timers.map(({ ruleId }) => ruleId))].filter((id) => id !== BREACH_RULE)
  if (ids.length === 0) return new Map()
  return new Map((await EscalationRule.query().whereIn('id', ids)).map((rule) => [rule.id, rule]))
}

function toTimer(
  { ruleId, occurrence, fireAt, firedAt }: ClockTimer,
  rules: Map<number, EscalationRule>
) {
  return {
    isBreach: ruleId === BREACH_RULE,
    rule: rules.get(ruleId)?.told(occurrence) ?? null,
    fireAt: fireAt.toISO()!,
    firedAt: firedAt?.toISO() ?? null,
  }
}
