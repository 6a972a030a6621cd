import { inTransaction } from '#core/transaction'
import { writeComment } from '#tickets/actions/add_comment'
import { respond } from '#tickets/actions/take_incident'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'

/** Asks the client and waits: the question is a public reply in the same act, the clock pauses. */
export const awaitCustomer = {
  async handle({ question, ...command }: IncidentCommand & { question: string }): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      const { at } = locked
      const events = [...respond(locked.ticket, at), { kind: 'updated', at } as const]
      await stepIncident(locked, { actor: command.actor, action: 'await_customer', events })
      await writeComment(locked, command.actor, 'public', question)
      return locked.ticket
    })
  },
}
