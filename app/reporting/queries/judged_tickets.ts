import { fromSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import { judgedIn, reportedClocks } from '#reporting/queries/judged_clocks'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import type { JudgedClock } from '#sla/queries/promise_replay'

/** A judged clock with the outcome that stands. */
export type StandingClock = JudgedClock & {
  ticketId: number
  ticketKind: string
  priority: number
  dueAt: number | null
  isBreached: boolean
}

/** Ids of the tickets that are finished and had promises judged in the span, ascending. */
export async function judgedTicketIds(
  principal: Principal,
  query: ServiceLevelQuery
): Promise<number[]> {
  const rows = await finishedClocks(principal, query)
    .distinct('clocks.ticket_id')
    .orderBy('clocks.ticket_id')
  return rows.map((row) => Number(row.ticket_id))
}

/** Their judged clocks by ticket, in the order they began. One statement. */
export async function judgedClocksOf(
  principal: Principal,
  query: ServiceLevelQuery,
  ticketIds: readonly number[]
): Promise<Map<number, StandingClock[]>> {
  const rows = (await finishedClocks(principal, query)
    .whereIn('clocks.ticket_id', [...ticketIds])
    .orderBy('clocks.id')
    .select('clocks.id', 'clocks.ticket_id', 'clocks.metric', 'clocks.calendar_id', 'clocks.state')
    .select('clocks.calendar_version', 'clocks.target_minutes', 'clocks.started_at')
    .select('clocks.stopped_at', 'clocks.due_at', 'clocks.breached_at')
    .select('agreements.calendar_id as agreement_calendar_id')
    .select('tickets.kind as ticket_kind', 'tickets.priority')) as Row[]
  return Map.groupBy(rows.map(toClock), ({ ticketId }) => ticketId)
}

function finishedClocks(principal: Principal, { filter, span }: ServiceLevelQuery) {
  const finished = reportedClocks(principal, filter).where('tickets.is_open', false)
  return judgedIn(finished, span, 'stopped')
}

type Row = Record<'id' | 'ticket_id' | 'calendar_id' | 'agreement_calendar_id', number> &
  Record<'calendar_version' | 'target_minutes' | 'priority', number> &
  Record<'started_at' | 'stopped_at' | 'due_at' | 'breached_at', unknown> & {
    metric: StandingClock['metric']
    state: string
    ticket_kind: string
  }

function toClock(row: Row): StandingClock {
  const millis = (value: unknown) => fromSqlUtc(value)?.toMillis() ?? null
  return {
    id: Number(row.id),
    ticketId: Number(row.ticket_id),
    ticketKind: row.ticket_kind,
    priority: row.priority,
    metric: row.metric,
    calendarId: Number(row.calendar_id),
    calendarVersion: row.calendar_version,
    agreementCalendarId: Number(row.agreement_calendar_id),
    targetMinutes: row.target_minutes,
    startedAt: millis(row.started_at)!,
    stoppedAt: millis(row.stopped_at)!,
    dueAt: millis(row.due_at ?? row.breached_at),
    isBreached: row.state !== 'met',
  }
}
