import { saveContractDocument } from '#contracts/actions/save_contract_document'
import ContractPolicy from '#contracts/policies/contract_policy'
import { contractFile } from '#contracts/queries/contract_documents'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import {
  contractFileValidator,
  fileRemovalValidator,
} from '#contracts/validators/contract_file_validator'
import { receiveUpload } from '#core/actions/receive_upload'
import { removeUpload } from '#core/actions/sweep_uploads'
import { sendUpload } from '#core/documents/send_upload'
import { DOCUMENT_TYPES } from '#core/file_type'
import type { HttpContext } from '@adonisjs/core/http'

/** Signed papers of a contract (§7.1). */
export default class ContractFilesController {
  /** What was typed beside the file is read with it; when it is wrong, the file goes again. */
  async store(ctx: HttpContext) {
    const { request, principal, actor, response } = ctx
    const { id: contractId } = await this.#contractToEdit(ctx)
    const { userId } = principal
    const upload = await receiveUpload(request, { accepts: DOCUMENT_TYPES, userId })
    try {
      const values = await request.validateUsing(contractFileValidator)
      await saveContractDocument.add({ actor, contractId, values, upload })
    } catch (error) {
      await removeUpload(upload)
      throw error
    }
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { params, request, response, actor } = ctx
    const { id: contractId } = await this.#contractToEdit(ctx)
    const { reason } = await request.validateUsing(fileRemovalValidator)
    const documentId = Number(params.id)
    await saveContractDocument.remove({ actor, contractId, documentId, reason })
    return response.redirect().withQs().back()
  }

  async show({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ContractPolicy).authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    return sendUpload(response, await contractFile(principal, contract, Number(params.id)))
  }

  async #contractToEdit({ params, principal, bouncer }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    await policy.authorize('editOf', contract)
    return contract
  }
}
