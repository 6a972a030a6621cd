import { inTransaction } from '#core/transaction'
import Team from '#directory/models/team'
import { inCharge, recordAssignment } from '#tickets/actions/record_assignment'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import { AssigneeNotInTeam, SameAssignment } from '#tickets/errors'
import type Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type AssignIncident = IncidentCommand & {
  teamId: number
  assigneeId: number | null
  note: string | null
}

/** Puts an incident into a team's or a person's hands; a pause ends (INC-10, INC-11). */
export const assignIncident = {
  async handle(command: AssignIncident): Promise<Ticket> {
    return inTransaction((trx) => this.apply(trx, command))
  },

  /** Within the transaction of a larger act. */
  async apply(
    trx: TransactionClientContract,
    { teamId, assigneeId, note, ...command }: AssignIncident
  ): Promise<Ticket> {
    const locked = await lockIncident(trx, command)
    const { ticket, at } = locked
    if (ticket.teamId === teamId && ticket.assigneeId === assigneeId) throw new SameAssignment()
    await refuseStranger(trx, teamId, assigneeId)

    if (ticket.teamId !== null) ticket.reassignmentCount += 1
    await recordAssignment(trx, ticket, { actor: command.actor, teamId, assigneeId, at, note })
    const events = inCharge(ticket, at)
    await stepIncident(locked, { actor: command.actor, action: 'assign', reason: note, events })
    return ticket
  },
}

async function refuseStranger(
  trx: TransactionClientContract,
  teamId: number,
  assigneeId: number | null
) {
  if (assigneeId === null) return
  const team = await Team.findOrFail(teamId, { client: trx })
  const member = await team.related('members').query().where('people.id', assigneeId).first()
  if (!member) throw new AssigneeNotInTeam()
}
