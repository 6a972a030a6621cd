import { isoOfSqlUtc, toSqlUtc } from '#core/columns'
import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import { judgedIn, reportedClocks, type ClockQuery } from '#reporting/queries/judged_clocks'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'

export type PromiseRow = {
  ticket: string
  title: string
  client: string
  team: string | null
  priority: number
  metric: string
  dueAt: string | null
  stoppedAt: string | null
  targetMinutes: number
  elapsedMinutes: number | null
}

const SHORT_LIST = 20
const LONG_LIST = 5_000
const SOON_HOURS = 4

/** Promises that were missed in the span, latest first. */
export async function missedPromises(
  principal: Principal,
  { filter, span }: ServiceLevelQuery,
  limit: 'page' | 'document'
): Promise<PromiseRow[]> {
  const query = judgedIn(reportedClocks(principal, filter), span, filter.counting)
  return read(
    query
      .whereNot('clocks.state', 'met')
      .orderBy('clocks.breached_at', 'desc')
      .orderBy('clocks.id', 'desc')
      .limit(limit === 'page' ? SHORT_LIST : LONG_LIST)
  )
}

/** What is overdue now, and what will be within four hours; the most urgent first. */
export async function promisesAtRisk(principal: Principal, { filter }: ServiceLevelQuery) {
  const now = clock.now()
  const overdue = reportedClocks(principal, filter)
    .where('clocks.state', 'breached_running')
    .orderBy('clocks.breached_at', 'asc')
  const soon = reportedClocks(principal, filter)
    .where('clocks.state', 'running')
    .where('clocks.due_at', '>=', toSqlUtc(now))
    .where('clocks.due_at', '<', toSqlUtc(now.plus({ hours: SOON_HOURS })))
    .orderBy('clocks.due_at', 'asc')
  return {
    overdue: await read(overdue.limit(SHORT_LIST)),
    soon: await read(soon.limit(SHORT_LIST)),
  }
}

async function read(query: ClockQuery): Promise<PromiseRow[]> {
  const rows = await query.select(
    'tickets.number as ticket',
    'tickets.title',
    'organisations.name as client',
    'teams.name as team',
    'tickets.priority',
    'clocks.metric',
    'clocks.due_at',
    'clocks.breached_at',
    'clocks.stopped_at',
    'clocks.target_minutes',
    'clocks.elapsed_minutes'
  )
  return rows.map((row) => ({
    ticket: row.ticket,
    title: row.title,
    client: row.client,
    team: row.team,
    priority: row.priority,
    metric: row.metric,
    dueAt: isoOfSqlUtc(row.breached_at ?? row.due_at),
    stoppedAt: isoOfSqlUtc(row.stopped_at),
    targetMinutes: row.target_minutes,
    elapsedMinutes: row.elapsed_minutes,
  }))
}
