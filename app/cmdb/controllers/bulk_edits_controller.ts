import { draftBulkEdit } from '#cmdb/actions/draft_bulk_edit'
import { requestBulkPreview } from '#cmdb/actions/preview_bulk_edit'
import { AT_ONCE } from '#cmdb/actions/run_bulk_edit'
import { BulkEditMovedOn } from '#cmdb/errors'
import BulkEdit from '#cmdb/models/bulk_edit'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import {
  describeEdits,
  findBulkEdit,
  listBulkEdits,
  listBulkItems,
  sharedClass,
  sharedOrganisation,
} from '#cmdb/queries/bulk_edit_page'
import { readFieldEdits } from '#cmdb/queries/read_field_edits'
import BulkEditItemTransformer from '#cmdb/transformers/bulk_edit_item_transformer'
import BulkEditTransformer from '#cmdb/transformers/bulk_edit_transformer'
import FormAttributeTransformer from '#cmdb/transformers/form_attribute_transformer'
import { bulkEditValidator, bulkScopeValidator } from '#cmdb/validators/bulk_edit_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The same edit of many items: which, what, what that would do, what came of it (CFG-05). */
export default class BulkEditsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { rows, ...page } = await listBulkEdits(principal, request.qs())
    return inertia.render('cmdb/bulk_edits/index', {
      list: { ...page, rows: BulkEditTransformer.transform(rows) },
    })
  }

  async store({ request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { ids, query = {} } = await request.validateUsing(bulkScopeValidator)
    const { id } = await draftBulkEdit.handle({ principal, scope: ids ? { ids } : { query } })
    return response.redirect(`/configuration-items/bulk-edits/${id}`)
  }

  async show({ params, request, principal, bouncer, inertia, i18n }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const bulkEdit = await findBulkEdit(principal, params.id)
    const { shared, attributes } = await sharedClass(bulkEdit)
    const { filter, page, rows } = await listBulkItems(bulkEdit, request.qs(), principal)
    return inertia.render('cmdb/bulk_edits/show', {
      bulkEdit: BulkEditTransformer.transform(bulkEdit),
      edits: await describeEdits(bulkEdit, shared.code, principal),
      sharedClass: { labelRu: shared.labelRu, labelEn: shared.labelEn },
      attributes: FormAttributeTransformer.transform(attributes),
      organisationId: await sharedOrganisation(bulkEdit),
      list: { ...page, rows: BulkEditItemTransformer.transform(rows, i18n) },
      filter,
      atOnce: AT_ONCE,
    })
  }

  /** What is to be edited; the page shows what that would do. */
  async update({ params, request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const bulkEdit = await findBulkEdit(principal, params.id)
    const { edits, reason = null } = await request.validateUsing(bulkEditValidator)
    const { schema } = await sharedClass(bulkEdit)
    const given = edits.map(({ value = null, ...edit }) => ({ ...edit, value }))
    await requestBulkPreview.handle({
      ...{ principal, bulkEditId: bulkEdit.id, reason: reason || null },
      edits: readFieldEdits(given, schema),
    })
    return response.redirect(`/configuration-items/bulk-edits/${bulkEdit.id}`)
  }

  /** A draft is forgotten; what was carried out stays. */
  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { id } = await findBulkEdit(principal, params.id)
    const [gone] = await BulkEdit.query().where({ id, state: 'draft' }).delete()
    if (Number(gone) === 0) throw new BulkEditMovedOn()
    return response.redirect('/configuration-items')
  }
}
