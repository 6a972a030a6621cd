import { fromSqlUtc } from '#core/columns'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { explainClocks, type Holding } from '#sla/queries/explain_clocks'
import { CLOCK_KINDS } from '#sla/models/clock_types'

import type Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

/**
 * How every deadline of a ticket came about. Promises between teams and with suppliers, minutes by
 * team and the timers are the desk's own business.
 */
export async function ticketClocks(ticket: Ticket, principal: Principal) {
  const isDesk = principal.canOn('tickets.view_notes', ticket.owned)
  const desk = isDesk ? { holdings: await holdingsOf(ticket.id) } : null
  const clocks = await explainClocks(ticket.id, isDesk ? CLOCK_KINDS : ['sla'], desk)
  const names = await teamNames(
    clocks.flatMap(({ teams, breach }) => [breach.teamId, ...teams.map(({ teamId }) => teamId)])
  )
  return {
    number: ticket.number,
    version: ticket.version,
    priority: ticket.priority,
    canJudge: isDesk && principal.can('agreements.edit'),
    clocks: clocks.map(({ teams, breach: { teamId, ...breach }, ...clock }) => ({
      ...clock,
      breach: { ...breach, team: names.get(teamId ?? 0) ?? null },
      teams: teams.map((each) => ({
        team: each.teamId === null ? null : (names.get(each.teamId) ?? null),
        minutes: each.minutes,
      })),
    })),
  }
}

async function holdingsOf(ticketId: number): Promise<Holding[]> {
  const rows = await db
    .from('ticket_assignments')
    .where('ticket_id', ticketId)
    .orderBy('id')
    .select('team_id', 'started_at', 'ended_at')
  return rows.map((row) => ({
    teamId: row.team_id,
    from: fromSqlUtc(row.started_at)!.toMillis(),
    to: fromSqlUtc(row.ended_at)?.toMillis() ?? null,
  }))
}

async function teamNames(ids: (number | null)[]): Promise<Map<number, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  if (known.length === 0) return new Map()
  return new Map((await Team.query().whereIn('id', known)).map(({ id, name }) => [id, name]))
}
