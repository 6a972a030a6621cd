import type { SlaBreach, SlaOutcome } from '#billing/queries/report_types'
import type { ReportPeriod } from '#billing/workflow/report_period'
import type { StoppedClock } from '#billing/workflow/sla_statistics'
import { loadVersionTime } from '#calendars/queries/calendar_versions'
import { toSqlUtc } from '#core/columns'
import { inOneStatement } from '#core/queries/in_one_statement'
import { exactPercent } from '#core/percent'
import Clock from '#sla/models/clock'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { ChainableContract } from '@adonisjs/lucid/types/querybuilder'

export type ReportClock = StoppedClock & {
  ticketId: number
  ticket: string
  openedAt: string
  dueAt: string
  stoppedAt: string
  outcome: SlaOutcome
}

/** Clocks of a contract's tickets that stopped in the period: a promise is judged when it is over. */
export async function reportClocks(
  client: QueryClientContract,
  contractId: number,
  period: ReportPeriod
): Promise<ReportClock[]> {
  const clocks = await Clock.query({ client })
    .join('tickets', 'tickets.id', 'clocks.ticket_id')
    .where((query) => void stoppedIn(query, contractId, period))
    .orderBy(['clocks.stopped_at', 'clocks.id'])
    .select('clocks.*', 'tickets.number as ticket_number', 'tickets.priority as ticket_priority')
    .preload('pauses')
  const judged = clocks.filter(({ state }) => JUDGED.includes(state))
  return Promise.all(judged.map((clock) => toReportClock(client, clock)))
}

const JUDGED: readonly string[] = ['met', 'breached_stopped']

/**
 * Of a contract's tickets, whatever their state: by that SQLite would look at the stopped clocks of
 * all contracts. No clock stops once its ticket is closed.
 */
function stoppedIn<Query extends ChainableContract>(
  query: Query,
  contractId: number,
  { startsAt, endsAt }: ReportPeriod
) {
  const [from, to] = [toSqlUtc(startsAt), toSqlUtc(endsAt)]
  return query
    .where('tickets.contract_id', contractId)
    .where((open) => {
      void open.whereNull('tickets.closed_at').orWhere('tickets.closed_at', '>=', from)
    })
    .where('clocks.kind', 'sla')
    .where('clocks.stopped_at', '>=', from)
    .where('clocks.stopped_at', '<', to)
}

async function toReportClock(client: QueryClientContract, clock: Clock): Promise<ReportClock> {
  const elapsedMinutes = clock.elapsedMinutes ?? 0
  const isBreached = clock.state === 'breached_stopped'
  const stoppedAt = clock.stoppedAt!
  return {
    ticketId: clock.ticketId,
    ticket: clock.$extras.ticket_number,
    priority: clock.$extras.ticket_priority,
    metric: clock.metric,
    targetMinutes: clock.targetMinutes,
    elapsedMinutes,
    pausedMinutes:
      clock.pauses.length === 0 ? 0 : await pausedMinutes(client, clock, elapsedMinutes),
    isBreached,
    outcome: isBreached ? 'breached' : 'met',
    openedAt: clock.startedAt.toISO()!,
    dueAt: (clock.breachedAt ?? clock.dueAt ?? stoppedAt).toISO()!,
    stoppedAt: stoppedAt.toISO()!,
  }
}

/** Working time between start and stop that did not count. */
async function pausedMinutes(client: QueryClientContract, clock: Clock, elapsedMinutes: number) {
  const calendar = await loadVersionTime(clock, client)
  const span = calendar.between(clock.startedAt.toMillis(), clock.stoppedAt!.toMillis())
  return Math.max(0, span - elapsedMinutes)
}

/** Kept promises of the period in percent, a decimal string; null where none was judged (§8). */
export async function complianceIn(
  client: QueryClientContract,
  contractId: number,
  period: ReportPeriod
): Promise<string | null> {
  const [percent] = await compliancesIn(client, [{ contractId, period }])
  return percent!
}

/** The same of several periods at once, of any contracts. */
export async function compliancesIn(
  client: QueryClientContract,
  asked: readonly { contractId: number; period: ReportPeriod }[]
): Promise<(string | null)[]> {
  const counts = await inOneStatement(
    client,
    asked.map(({ contractId, period }) =>
      client
        .from('clocks')
        .join('tickets', 'tickets.id', 'clocks.ticket_id')
        .where((query) => void stoppedIn(query, contractId, period))
        .groupBy('clocks.state')
        .select('clocks.state')
        .count('* as clocks')
    )
  )
  return counts.map((rows) => {
    const counted = (state: string) => Number(rows.find((row) => row.state === state)?.clocks ?? 0)
    return exactPercent(counted('met'), counted('met') + counted('breached_stopped'))
  })
}

export function breachesOf(clocks: readonly ReportClock[]): SlaBreach[] {
  return clocks
    .filter((clock) => clock.isBreached)
    .map(({ ticket, metric, openedAt, dueAt, stoppedAt, elapsedMinutes, targetMinutes }) => ({
      ticket,
      metric,
      openedAt,
      dueAt,
      stoppedAt,
      overrunMinutes: Math.max(0, elapsedMinutes - targetMinutes),
    }))
}
