import { recordAudits } from '#core/actions/record_audit'
import { fromSqlUtc, toSqlUtc } from '#core/columns'
import { clock as time } from '#core/clock'
import type {
  ChangedClock,
  RecalculatedTicket,
  RecalculationCause,
  RecalculationHost,
} from '#sla/actions/recalculation_host'
import type { TargetFacts } from '#sla/queries/find_targets'
import { slaSummary } from '#sla/queries/sla_summary'
import Ticket from '#tickets/models/ticket'
import { targetFacts } from '#tickets/queries/target_facts'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What the recalculation of clocks asks of tickets, and means to them (§3.3.10). */
export const ticketRecalculationHost: RecalculationHost = {
  async lock(trx, ticketIds) {
    const tickets = await lockTickets(trx, ticketIds)
    const facts = new Map<number, TargetFacts>()
    for (const ticket of tickets.filter(({ isOpen }) => isOpen)) {
      facts.set(ticket.id, await targetFacts(ticket, trx))
    }
    return facts
  },

  async states(trx, ticketIds) {
    const rows = await trx
      .from('ticket_transitions')
      .whereIn('ticket_id', ticketIds)
      .orderBy('id')
      .select('ticket_id', 'to_state', 'occurred_at')
    const states = Map.groupBy(rows, (row) => Number(row.ticket_id))
    return new Map(
      [...states].map(([id, own]) => [
        id,
        own.map((row) => ({
          state: String(row.to_state),
          at: fromSqlUtc(row.occurred_at)!.toMillis(),
        })),
      ])
    )
  },

  async record(trx, recalculated, cause) {
    const tickets = await lockTickets(
      trx,
      recalculated.map(({ ticketId }) => ticketId)
    )
    for (const { id } of tickets) await summarise(trx, id)
    const known = new Map(tickets.map((ticket) => [ticket.id, ticket]))
    await recordAudits(
      trx,
      recalculated.flatMap((each) => entriesOf(known.get(each.ticketId)!, each, cause))
    )
  },
}

async function lockTickets(trx: TransactionClientContract, ids: number[]): Promise<Ticket[]> {
  if (ids.length === 0) return []
  return Ticket.query({ client: trx }).whereIn('id', ids).orderBy('id').forUpdate()
}

/** The version stays: nobody's edit becomes stale because a promise was changed. */
async function summarise(trx: TransactionClientContract, id: number) {
  const { responseDueAt, resolutionDueAt, slaState } = await slaSummary(id, trx)
  await trx
    .from('tickets')
    .where({ id })
    .update({
      response_due_at: responseDueAt ? toSqlUtc(responseDueAt) : null,
      resolution_due_at: resolutionDueAt ? toSqlUtc(resolutionDueAt) : null,
      sla_state: slaState,
      updated_at: toSqlUtc(time.now()),
    })
}

function entriesOf(
  { id, organisationId }: Ticket,
  { clocks }: RecalculatedTicket,
  { actor, reason }: RecalculationCause
) {
  return clocks.map(({ before, after }: ChangedClock) => ({
    ...{ actor, subjectType: 'ticket', subjectId: id, organisationId },
    ...{ action: 'clock.recalculated', reason },
    changes: [
      { field: 'clockKind', before: null, after: after.kind },
      { field: 'metric', before: null, after: after.metric },
      { field: 'targetMinutes', before: before.targetMinutes, after: after.targetMinutes },
      {
        field: 'dueAt',
        before: before.dueAt?.toISO() ?? null,
        after: after.dueAt?.toISO() ?? null,
      },
    ],
  }))
}
