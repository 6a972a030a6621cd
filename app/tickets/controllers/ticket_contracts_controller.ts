import { chooseTicketContract } from '#tickets/actions/choose_contract'
import { contractChoice } from '#tickets/queries/contract_choice'
import { findTicket } from '#tickets/queries/find_ticket'
import { contractChoiceValidator } from '#tickets/validators/contract_choice_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Which contract a ticket falls under (§7.1). */
export default class TicketContractsController {
  /** JSON: why it is this one, and which others there are. */
  async show({ params, principal, bouncer }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('chooseContract', ticket)
    return contractChoice(principal, ticket)
  }

  async update({ params, request, principal, bouncer, actor, response }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('chooseContract', ticket)
    const { version, contractId, reason } = await request.validateUsing(contractChoiceValidator)
    const command = { actor, principal, ticketId: ticket.id, version, contractId, reason }
    await chooseTicketContract.handle(command)
    return response.redirect().withQs().back()
  }
}
