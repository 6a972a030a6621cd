import { requestBulkEdit } from '#cmdb/actions/request_bulk_edit'
import { undoBulkEdit } from '#cmdb/actions/undo_bulk_edit'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findBulkEdit } from '#cmdb/queries/bulk_edit_page'
import type { HttpContext } from '@adonisjs/core/http'

/** The confirmed bulk edit: what the preview showed is written, and may be taken back. */
export default class BulkEditRunsController {
  async store({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { id } = await findBulkEdit(principal, params.id)
    await requestBulkEdit.handle({ principal, bulkEditId: id })
    return response.redirect(`/configuration-items/bulk-edits/${id}`)
  }

  /** What nobody changed since becomes what it was. */
  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { id } = await findBulkEdit(principal, params.id)
    await undoBulkEdit.request({ principal, bulkEditId: id })
    return response.redirect(`/configuration-items/bulk-edits/${id}`)
  }
}
