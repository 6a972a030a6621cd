import { saveItemDocument } from '#cmdb/actions/save_item_document'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { findDocumentFile } from '#cmdb/queries/item_documents'
import { documentValidator, linkValidator } from '#cmdb/validators/item_document_validator'
import { receiveUpload } from '#core/actions/receive_upload'
import { removeUpload } from '#core/actions/sweep_uploads'
import { sendUpload } from '#core/documents/send_upload'
import { DOCUMENT_TYPES } from '#core/file_type'
import type { HttpContext } from '@adonisjs/core/http'

/** Files and links that belong to an item (CFG-12). */
export default class ItemDocumentsController {
  /** A form with a file, or an address as JSON. */
  async store(ctx: HttpContext) {
    const { request, response, actor } = ctx
    const item = await this.#itemToEdit(ctx)
    if (request.multipart) await this.#storeFile(ctx, item.id)
    else {
      const { url, ...values } = await request.validateUsing(linkValidator)
      const told = { ...values, validUntil: values.validUntil ?? null }
      await saveItemDocument.add({ actor, itemId: item.id, values: told, url })
    }
    return response.redirect().withQs().back()
  }

  async update(ctx: HttpContext) {
    const { params, request, response, actor } = ctx
    const { id: itemId } = await this.#itemToEdit(ctx)
    const values = await request.validateUsing(documentValidator)
    const told = { ...values, validUntil: values.validUntil ?? null }
    await saveItemDocument.change({ actor, itemId, documentId: Number(params.id), values: told })
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { params, response, actor } = ctx
    const { id: itemId } = await this.#itemToEdit(ctx)
    await saveItemDocument.remove({ actor, itemId, documentId: Number(params.id) })
    return response.redirect().withQs().back()
  }

  async file({ params, principal, response }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    const upload = await findDocumentFile(item.id, Number(params.id))
    return sendUpload(response, upload)
  }

  async #itemToEdit({ params, principal, bouncer }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    return item
  }

  /** What was typed beside the file is read with it; when it is wrong, the file goes again. */
  async #storeFile({ request, principal, actor }: HttpContext, itemId: number) {
    const { userId } = principal
    const upload = await receiveUpload(request, { accepts: DOCUMENT_TYPES, userId })
    try {
      const values = await request.validateUsing(documentValidator)
      const told = { ...values, validUntil: values.validUntil ?? null }
      await saveItemDocument.add({ actor, itemId, values: told, upload })
    } catch (error) {
      await removeUpload(upload)
      throw error
    }
  }
}
