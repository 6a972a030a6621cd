import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { followContract } from '#tickets/actions/contract_followers'
import { followTargets } from '#tickets/actions/follow_targets'
import { lockTicket, type IncidentCommand } from '#tickets/actions/transition_incident'
import { saveWithHistory } from '#tickets/actions/write_history'
import type Ticket from '#tickets/models/ticket'
import { choosableContracts, contractByRule } from '#tickets/queries/contract_choice'

type ChooseContract = IncidentCommand & {
  principal: Principal
  /** Null lets service and item decide again. */
  contractId: number | null
  reason: string
}

/**
 * Gives a ticket a contract by hand (§7.1): it stays when service or item change. Clocks and time
 * that is not charged yet follow. Throws StaleRecord, ReferenceNotFound.
 */
export const chooseTicketContract = {
  async handle({ principal, contractId, reason, ...command }: ChooseContract): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockTicket(trx, command)
      const { ticket } = locked
      if (contractId !== null) {
        const { lineage } = await Organisation.findOrFail(ticket.organisationId, { client: trx })
        const known = await choosableContracts(principal, lineage)
          .useTransaction(trx)
          .where('contracts.id', contractId)
          .first()
        if (!known) throw new ReferenceNotFound('contractId')
      }
      const byRule = contractId === null ? await contractByRule(trx, ticket) : null
      ticket.merge({
        contractId: contractId ?? byRule?.contract.id ?? null,
        isContractChosen: contractId !== null,
      })
      // What was promised to a ticket that has ended was judged already.
      if (ticket.isOpen) await followTargets(locked)
      await followContract(trx, command.actor, ticket)
      await saveWithHistory(trx, ticket, {
        ...{ actor: command.actor, action: 'incident.contract_chosen', reason },
      })
      return ticket
    })
  },
}
