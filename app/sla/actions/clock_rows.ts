import { moment } from '#sla/actions/save_clock'
import type { TargetMatch } from '#sla/queries/find_targets'
import type { ClockFigures } from '#sla/queries/sla_summary'
import { readClock, type ClockCalendar, type ClockFacts } from '#sla/workflow/clock'

/** A promise with the version of its calendar that the clock keeps for life (SLM-08). */
export type TargetOnVersion = TargetMatch & { calendarVersion: number }

export type ClockRow = ReturnType<typeof toClockRow>

/** The stored row of a clock read at `now` (epoch ms), for writers that insert several at once. */
export function toClockRow(
  match: TargetOnVersion,
  facts: ClockFacts,
  calendar: ClockCalendar,
  now: number
) {
  const reading = readClock(facts, calendar, now)
  return {
    metric: match.metric,
    agreement_id: match.agreementId,
    agreement_version: match.agreementVersion,
    agreement_target_id: match.agreementTargetId,
    calendar_id: match.calendarId,
    calendar_version: match.calendarVersion,
    target_minutes: match.targetMinutes,
    state: reading.state as ClockFigures['state'],
    started_at: moment(facts.startedAt)!,
    stopped_at: moment(facts.stoppedAt),
    paused_at: reading.isPaused ? moment(facts.pauses.at(-1)?.from ?? null) : null,
    due_at: moment(reading.dueAt),
    breached_at: moment(reading.breachedAt),
    elapsed_minutes: facts.stoppedAt === null ? null : reading.elapsedMinutes,
    cancel_cause: null as string | null,
  }
}

/** What a summary needs of the row. */
export function figuresOf({
  metric,
  state,
  stopped_at,
  due_at,
  breached_at,
}: ClockRow): ClockFigures {
  return { metric, state, stoppedAt: stopped_at, dueAt: due_at, breachedAt: breached_at }
}
