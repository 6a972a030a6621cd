import type { Actor } from '#core/actor'
import { toSqlUtc } from '#core/columns'
import type { ClockEvent } from '#sla/actions/drive_clocks'
import { handOverClocks } from '#sla/actions/hand_over_clocks'
import TicketAssignment from '#tickets/models/ticket_assignment'
import type Ticket from '#tickets/models/ticket'
import { targetFacts } from '#tickets/queries/target_facts'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Assignment = {
  actor: Actor
  teamId: number | null
  assigneeId: number | null
  at: DateTime
  note?: string | null
}

/** Puts the ticket into other hands and keeps who held it how long (INC-10). */
export async function recordAssignment(
  trx: TransactionClientContract,
  ticket: Ticket,
  assignment: Assignment
) {
  const { actor, teamId, assigneeId, at, note } = assignment
  await TicketAssignment.query({ client: trx })
    .where('ticketId', ticket.id)
    .whereNull('endedAt')
    .update({ endedAt: toSqlUtc(at) })
  await TicketAssignment.create(
    {
      ticketId: ticket.id,
      teamId,
      assigneeId,
      assignedById: actor.personId,
      note: note ?? null,
      startedAt: at,
    },
    { client: trx }
  )
  if (ticket.teamId !== teamId) {
    const facts = () => targetFacts(ticket, trx)
    await handOverClocks(trx, { ticketId: ticket.id, facts, teamId, at })
  }
  ticket.merge({ teamId, assigneeId })
}

/** A person answers for the ticket, which is what its assignment was promised for; a team is not. */
export function inCharge({ assigneeId }: Ticket, at: DateTime): ClockEvent[] {
  return assigneeId === null ? [] : [{ kind: 'stopped', metric: 'assignment', at }]
}
