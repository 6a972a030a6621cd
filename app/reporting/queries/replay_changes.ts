import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { ReplayChange, ReplaySide } from '#reporting/workflow/replay_tally'
import db from '@adonisjs/lucid/services/db'

/** A change with the ticket as it is named by now. */
export type NamedChange = Omit<ReplayChange, 'ticketId'> & {
  ticket: string
  title: string
  client: string
  priority: number
}

export const CHANGES_PER_PAGE = 50
const TICKETS_PER_READ = 1_000

/** One page of the changes that were listed, of one side if it is given. */
export async function replayChangePage(
  principal: Principal,
  changes: readonly ReplayChange[],
  { page, side }: { page: number; side: ReplaySide | null }
) {
  const chosen = changes.filter((change) => side === null || change.side === side)
  const from = (page - 1) * CHANGES_PER_PAGE
  return {
    rows: await nameChanges(principal, chosen.slice(from, from + CHANGES_PER_PAGE)),
    total: chosen.length,
    page,
    perPage: CHANGES_PER_PAGE,
  }
}

/** Names the tickets; what one may not report on by now is left out. */
export async function nameChanges(
  principal: Principal,
  changes: readonly ReplayChange[]
): Promise<NamedChange[]> {
  const ids = [...new Set(changes.map(({ ticketId }) => ticketId))]
  const tickets = new Map<number, Omit<NamedChange, keyof ReplayChange>>()
  for (const some of portions(ids, TICKETS_PER_READ)) {
    const rows = await ticketNames(principal, some)
    for (const { id, ...ticket } of rows) tickets.set(Number(id), ticket)
  }
  return changes.flatMap(({ ticketId, ...change }) => {
    const ticket = tickets.get(ticketId)
    return ticket ? [{ ...change, ...ticket }] : []
  })
}

function ticketNames(principal: Principal, ids: number[]) {
  const query = db
    .from('tickets')
    .join('organisations', 'organisations.id', 'tickets.organisation_id')
    .whereIn('tickets.id', ids)
    .select('tickets.id', 'tickets.number as ticket', 'tickets.title', 'tickets.priority')
    .select('organisations.name as client')
  return scopedByOrganisation(query, principal, 'agreements.report', {
    organisation: 'tickets.organisation_id',
    team: 'tickets.team_id',
  }).exec()
}
