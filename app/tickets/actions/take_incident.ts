import { inCharge, recordAssignment } from '#tickets/actions/record_assignment'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
  type Locked,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { ClockEvent } from '#sla/actions/drive_clocks'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** The agent takes the incident into work; that is the response unless a reply came before. */
export const takeIncident = {
  async handle(command: IncidentCommand): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      await takeLocked(locked, command.actor)
      return locked.ticket
    })
  },
}

/** The same on an incident another command has locked, as the first of its steps. */
export async function takeLocked(locked: Locked, actor: Actor) {
  const { trx, ticket, at } = locked
  const events = respond(ticket, at)
  if (ticket.assigneeId !== actor.personId) {
    const teamId = await teamFor(trx, ticket, actor.personId)
    await recordAssignment(trx, ticket, { actor, teamId, assigneeId: actor.personId, at })
  }
  events.push(...inCharge(ticket, at))
  await stepIncident(locked, { actor, action: 'take', events })
}

/** Stamps the first response and says so to the response clock (§3.3.5). */
export function respond(ticket: Ticket, at: DateTime): ClockEvent[] {
  if (ticket.firstResponseAt) return []
  ticket.firstResponseAt = at
  return [{ kind: 'stopped', metric: 'response', at }]
}

/** Keeps the team when the agent belongs to it, otherwise their first own team. */
async function teamFor(trx: TransactionClientContract, ticket: Ticket, personId: number | null) {
  if (personId === null) return ticket.teamId
  const memberships = await trx
    .from('team_members')
    .where('person_id', personId)
    .orderBy('id')
    .select('team_id')
  const teamIds = memberships.map((row) => Number(row.team_id))
  if (ticket.teamId !== null && teamIds.includes(ticket.teamId)) return ticket.teamId
  return teamIds[0] ?? ticket.teamId
}
