import { saveContractContact } from '#contracts/actions/save_contract_contact'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { contactValidator } from '#contracts/validators/contract_file_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Who of the client is spoken to about a contract (§7.1). */
export default class ContractContactsController {
  async store(ctx: HttpContext) {
    const { request, principal, actor, response } = ctx
    const { id: contractId } = await this.#contractToEdit(ctx)
    const contact = await request.validateUsing(contactValidator)
    await saveContractContact.add({ actor, principal, contractId, ...contact })
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { params, actor, response } = ctx
    const { id: contractId } = await this.#contractToEdit(ctx)
    await saveContractContact.remove({ actor, contractId, contactId: Number(params.id) })
    return response.redirect().withQs().back()
  }

  async #contractToEdit({ params, principal, bouncer }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    await policy.authorize('editOf', contract)
    return contract
  }
}
