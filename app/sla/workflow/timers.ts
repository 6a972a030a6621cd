import { dueOf, type ClockCalendar, type ClockFacts } from '#sla/workflow/clock'
import { escalationTimes, type EscalationMoment } from '#sla/workflow/escalation'

/** The breach of a clock stands in the queue like a rule, under this number. */
export const BREACH_RULE = 0
const SECOND = 1000

export const TIMER_STATES = [
  'pending',
  'claimed',
  'fired',
  'collapsed',
  'cancelled',
  'carried',
  'failed',
] as const
export type TimerState = (typeof TIMER_STATES)[number]
export type TimerCause = 'time' | 'target_changed'

export type TimerRule = {
  readonly id: number
  readonly moment: EscalationMoment
  readonly repeat: { readonly everyMinutes: number; readonly max: number }
}

/** One moment a clock wants to be woken at, in epoch ms. */
export type PlannedTimer = {
  readonly ruleId: number
  readonly occurrence: number
  readonly fireAt: number
}
export type StoredTimer = PlannedTimer & { readonly id: number; readonly state: TimerState }

/** Of what a change made overdue: the highest, or nothing at all. */
export type OverdueFires = 'highest' | 'none'

export type TimerChanges = {
  readonly written: (PlannedTimer & { state: 'pending' | 'collapsed' })[]
  readonly cancelledIds: number[]
}

/**
 * Every moment of a clock as things stand (§3.3.9): its breach, and the occurrences of its rules. A
 * pause hides what comes after it; what would come after the stop does not come.
 */
export function planTimers(
  facts: ClockFacts,
  calendar: ClockCalendar,
  rules: readonly TimerRule[]
): PlannedTimer[] {
  const { stoppedAt } = facts
  const escalations = rules.flatMap(({ id, moment, repeat }) =>
    escalationTimes(facts, calendar, moment, repeat).map((fireAt, occurrence) => ({
      ruleId: id,
      occurrence,
      fireAt,
    }))
  )
  const timers = [...breachTimer(facts, calendar), ...escalations]
  return timers.filter(({ fireAt }) => stoppedAt === null || fireAt <= stoppedAt)
}

/** Exactly at the due time is in time: the breach comes a second later (§3.3.4). */
function breachTimer(facts: ClockFacts, calendar: ClockCalendar): PlannedTimer[] {
  const due = dueOf(facts, calendar)
  if (due === null) return []
  return [{ ruleId: BREACH_RULE, occurrence: 0, fireAt: due + SECOND }]
}

/**
 * What the queue has to change for a plan. What has fired never fires again; what waits at the same
 * moment stays as it is. Of the escalations that the change alone made overdue the highest fires
 * unless none shall, the others are collapsed into it.
 */
export function timerChanges(
  planned: readonly PlannedTimer[],
  stored: readonly StoredTimer[],
  at: number,
  overdueFires: OverdueFires = 'highest'
): TimerChanges {
  const known = new Map(stored.map((timer) => [keyOf(timer), timer]))
  const wanted = new Set(planned.map(keyOf))
  const changed = planned.filter((timer) => isNews(timer, known.get(keyOf(timer))))
  const overdue = changed.filter(({ ruleId, fireAt }) => ruleId !== BREACH_RULE && fireAt <= at)
  const highest = overdueFires === 'none' ? null : highestOf(overdue)
  return {
    written: changed.map((timer) => ({
      ...timer,
      state: overdue.includes(timer) && timer !== highest ? 'collapsed' : 'pending',
    })),
    cancelledIds: stored
      .filter((timer) => isWaiting(timer) && !wanted.has(keyOf(timer)))
      .map(({ id }) => id),
  }
}

function highestOf(timers: readonly PlannedTimer[]): PlannedTimer | null {
  return timers.reduce<PlannedTimer | null>(
    (best, timer) => (best === null || timer.fireAt >= best.fireAt ? timer : best),
    null
  )
}

export function isWaiting({ state }: { state: TimerState }): boolean {
  return state === 'pending' || state === 'claimed'
}

function isNews(timer: PlannedTimer, stored: StoredTimer | undefined): boolean {
  if (!stored || stored.state === 'cancelled') return true
  return isWaiting(stored) && stored.fireAt !== timer.fireAt
}

function keyOf({ ruleId, occurrence }: PlannedTimer): string {
  return `${ruleId}/${occurrence}`
}
