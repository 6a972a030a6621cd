import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { requestRun, requestUndo } from '#core/actions/request_import_step'
import { findImport } from '#core/queries/find_import'
import { importRunValidator } from '#core/validators/import_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The confirmed import: what the preview showed is written, and may be taken back. */
export default class ItemImportRunsController {
  async store({ params, request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const dataImport = await findImport({ kind: ITEM_IMPORT, userId: principal.userId }, params.id)
    const { confirmMassive } = await request.validateUsing(importRunValidator)
    await requestRun(dataImport, { isConfirmed: confirmMassive ?? false })
    return response.redirect(`/configuration-items/imports/${dataImport.id}`)
  }

  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const dataImport = await findImport({ kind: ITEM_IMPORT, userId: principal.userId }, params.id)
    await requestUndo(dataImport)
    return response.redirect(`/configuration-items/imports/${dataImport.id}`)
  }
}
