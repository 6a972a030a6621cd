import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { visibleItems } from '#cmdb/queries/item_import_page'
import { chooseImportRow } from '#core/actions/choose_import_row'
import { findImport } from '#core/queries/find_import'
import { importChoiceValidator } from '#core/validators/import_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Which item is meant by a row that fits several. */
export default class ItemImportChoicesController {
  async update({ params, request, principal, actor, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const own = { kind: ITEM_IMPORT, userId: principal.userId }
    const { id: importId } = await findImport(own, params.id)
    const { take, recordId = null } = await request.validateUsing(importChoiceValidator)
    const visible = await visibleItems(principal, recordId === null ? [] : [recordId])
    const rowNumber = Number(params.row)
    await chooseImportRow.handle({ actor, importId, rowNumber, take, recordId, visible })
    return response.redirect().withQs().back()
  }
}
