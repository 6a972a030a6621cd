import Contract from '#contracts/models/contract'
import { explainContract } from '#contracts/queries/find_contract'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The contract service and item of a ticket lead to, with the reason; as of its opening (§7.1). */
export async function contractByRule(client: QueryClientContract | undefined, ticket: Ticket) {
  const { organisationId, serviceId, primaryCiId: ciId } = ticket
  const organisation = await Organisation.findOrFail(organisationId, { client })
  const onDate = organisation.dateAt(ticket.openedAt)
  const { lineage } = organisation
  return explainContract({ organisationId, lineage, serviceId, ciId, onDate }, client)
}

/** Contracts of the ticket's client that may be chosen for it, whatever they cover. */
export function choosableContracts(principal: Principal, lineage: readonly number[]) {
  return Contract.visibleTo(principal)
    .whereIn('contracts.organisation_id', [...lineage])
    .whereNot('contracts.state', 'draft')
    .orderBy('contracts.number')
}

/** Why a ticket falls under its contract, and which others it could be given. */
export async function contractChoice(principal: Principal, ticket: Ticket) {
  const organisation = await Organisation.findOrFail(ticket.organisationId)
  const byRule = await contractByRule(undefined, ticket)
  const isOfRule = byRule?.contract.id === ticket.contractId
  const options = await choosableContracts(principal, organisation.lineage)
  return {
    reason: ticket.isContractChosen ? 'chosen' : isOfRule ? byRule.reason : null,
    isChosen: ticket.isContractChosen,
    options: options.map(({ id, number, name, state }) => ({ id, number, name, state })),
  }
}
