import { toSqlUtc } from '#core/columns'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import type { Counting, ServiceLevelFilter } from '#reporting/queries/service_level_filter'
import type { ReportSpan } from '#reporting/workflow/report_span'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'

export type ClockQuery = DatabaseQueryBuilderContract

const STOPPED = ['met', 'breached_stopped']

/**
 * Clocks of promises to clients on tickets the principal may report on, with what a report groups
 * and filters by. Promises between teams and of suppliers are no service level of a client.
 */
export function reportedClocks(principal: Principal, filter: ServiceLevelFilter): ClockQuery {
  const query = db
    .from('clocks')
    .join('tickets', 'tickets.id', 'clocks.ticket_id')
    .join('organisations', 'organisations.id', 'tickets.organisation_id')
    .join('agreements', 'agreements.id', 'clocks.agreement_id')
    .leftJoin('services', 'services.id', 'tickets.service_id')
    .leftJoin('teams', 'teams.id', 'tickets.team_id')
    .where('agreements.kind', 'sla')
  const { organisation, service, team, agreement, priority, services, agreements } = filter
  if (organisation) void query.where('organisations.code', organisation)
  if (service) void query.where('services.code', service)
  if (team) void query.where('teams.code', team)
  if (agreement) void query.where('agreements.code', agreement)
  if (services?.length) void query.whereIn('services.code', [...services])
  if (agreements?.length) void query.whereIn('agreements.code', [...agreements])
  if (priority) void query.where('tickets.priority', priority)
  return scopedByOrganisation(query, principal, 'agreements.report', {
    organisation: 'tickets.organisation_id',
    team: 'tickets.team_id',
  })
}

/** Narrows to the promises that are judged in the span (SLM-09, domain §8). */
export function judgedIn(query: ClockQuery, { startsAt, endsAt }: ReportSpan, counting: Counting) {
  const [start, end] = [toSqlUtc(startsAt), toSqlUtc(endsAt)]
  return query.where((judged) => {
    void judged.where((stopped) => {
      void stopped
        .whereIn('clocks.state', STOPPED)
        .where('clocks.stopped_at', '>=', start)
        .where('clocks.stopped_at', '<', end)
    })
    if (counting === 'stopped') return
    void judged.orWhere((running) => {
      void running
        .where('clocks.state', 'breached_running')
        .where('clocks.breached_at', '>=', start)
        .where('clocks.breached_at', '<', end)
    })
  })
}

/** How many of the selected promises were kept, `met`, and how many were not, `breached`. */
export function keptAndMissed() {
  return [
    db.raw("sum(case when clocks.state = 'met' then 1 else 0 end) as met"),
    db.raw("sum(case when clocks.state = 'met' then 0 else 1 end) as breached"),
  ]
}
