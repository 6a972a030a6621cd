import { isoOfSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import { judgedIn, reportedClocks } from '#reporting/queries/judged_clocks'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import type { JudgedClock } from '#sla/queries/promise_replay'
import db from '@adonisjs/lucid/services/db'

/** A judged clock with the outcome that stands. */
export type StandingClock = JudgedClock & {
  ticketId: number
  ticketKind: string
  priority: number
  dueAt: number | null
  isBreached: boolean
}

/** Ids of the clocks judged in the span, of tickets that are finished; by ticket, ascending. */
export async function judgedClockIds(
  principal: Principal,
  { filter, span }: ServiceLevelQuery
): Promise<[ticketId: number, clockIds: number[]][]> {
  const finished = reportedClocks(principal, filter).where('tickets.is_open', false)
  const rows = await judgedIn(finished, span, 'stopped')
    .orderBy('clocks.ticket_id')
    .orderBy('clocks.id')
    .select('clocks.ticket_id', 'clocks.id')
  const byTicket = new Map<number, number[]>()
  for (const { ticket_id: ticketId, id } of rows) {
    const own = byTicket.get(Number(ticketId))
    if (own) own.push(Number(id))
    else byTicket.set(Number(ticketId), [Number(id)])
  }
  return [...byTicket]
}

/**
 * The clocks of these ids by ticket, in the order they began. One statement, by ids alone: with the
 * span in it a database may go through the whole span for every portion.
 */
export async function judgedClocksOf(
  clockIds: readonly number[]
): Promise<Map<number, StandingClock[]>> {
  const rows = (await db
    .from('clocks')
    .join('tickets', 'tickets.id', 'clocks.ticket_id')
    .join('agreements', 'agreements.id', 'clocks.agreement_id')
    .whereIn('clocks.id', [...clockIds])
    .orderBy('clocks.id')
    .select('clocks.id', 'clocks.ticket_id', 'clocks.metric', 'clocks.calendar_id', 'clocks.state')
    .select('clocks.calendar_version', 'clocks.target_minutes', 'clocks.started_at')
    .select('clocks.stopped_at', 'clocks.due_at', 'clocks.breached_at')
    .select('agreements.calendar_id as agreement_calendar_id')
    .select('tickets.kind as ticket_kind', 'tickets.priority')) as Row[]
  return Map.groupBy(rows.map(toClock), ({ ticketId }) => ticketId)
}

type Row = Record<'id' | 'ticket_id' | 'calendar_id' | 'agreement_calendar_id', number> &
  Record<'calendar_version' | 'target_minutes' | 'priority', number> &
  Record<'started_at' | 'stopped_at' | 'due_at' | 'breached_at', unknown> & {
    metric: StandingClock['metric']
    state: string
    ticket_kind: string
  }

function toClock(row: Row): StandingClock {
  const millis = (value: unknown) => {
    const iso = isoOfSqlUtc(value)
    return iso === null ? null : Date.parse(iso)
  }
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
