import { requestContractDocument } from '#billing/actions/request_contract_document'
import { contractDocumentValidator } from '#billing/validators/contract_document_validator'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type { HttpContext } from '@adonisjs/core/http'

export default class ContractDocumentsController {
  /** Answers with the task to wait for, as JSON: the page stays where it is. */
  async store({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const { month, format, language } = await request.validateUsing(contractDocumentValidator)
    const task = await requestContractDocument.handle({
      actor,
      contract,
      month,
      format,
      language: language ?? null,
    })
    return response.accepted({ id: task.id, url: `/background-tasks/${task.id}` })
  }
}
