import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import { itemImportSettings } from '#cmdb/imports/item_import_settings'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { editableOrganisations } from '#cmdb/queries/editable_organisations'
import { fieldChoices, visibleItems } from '#cmdb/queries/item_import_page'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import { itemImportValidator } from '#cmdb/validators/item_import_validator'
import { UPLOADS } from '#config/uploads'
import { beginImport } from '#core/actions/begin_import'
import { discardImport } from '#core/actions/discard_import'
import { receiveUpload } from '#core/actions/receive_upload'
import { requestCheck } from '#core/actions/request_import_step'
import { UPLOAD_TYPES } from '#core/file_type'
import { findImport, recentImports } from '#core/queries/find_import'
import { importRowsPage } from '#core/queries/import_rows_page'
import { keptRows } from '#core/queries/kept_rows'
import { textOf } from '#core/queries/list_query'
import DataImportTransformer from '#core/transformers/data_import_transformer'
import ImportTemplateTransformer from '#core/transformers/import_template_transformer'
import { importTemplates } from '#directory/queries/import_templates'
import type { HttpContext } from '@adonisjs/core/http'

/** Items out of a table: file, columns, what would change, run, result, undo (DSC-05). */
export default class ItemImportsController {
  async create({ principal, bouncer, inertia, i18n }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const recent = await recentImports(ownImports(principal.userId))
    return inertia.render('cmdb/imports/create', {
      recent: DataImportTransformer.transform(recent, i18n),
      maxBytes: UPLOADS.maxBytes,
    })
  }

  async store({ request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { userId } = principal
    const upload = await receiveUpload(request, { accepts: UPLOAD_TYPES, userId })
    const requestId = request.id() ?? null
    const own = { ...ownImports(userId), requestId, options: {} }
    const { id } = await beginImport.handle({ ...own, upload })
    return response.redirect(`/configuration-items/imports/${id}`)
  }

  async show({ params, request, principal, bouncer, inertia, i18n }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const dataImport = await findImport(ownImports(principal.userId), params.id)
    const query = request.qs()
    const visibleOf = (ids: readonly number[]) => visibleItems(principal, ids)
    const rows = await importRowsPage(dataImport, { query, i18n, visibleOf })
    const { options } = dataImport.settings
    const classCode = textOf(query.class) ?? options.classCode ?? null
    const classes = await ciClassTable()
    const templates = await importTemplates(principal, ITEM_IMPORT, 'cis.edit')
    return inertia.render('cmdb/imports/show', {
      import: DataImportTransformer.transform(dataImport, i18n).useVariant('forPage'),
      ...rows,
      kept: await keptRows(dataImport, i18n),
      fields: await fieldChoices({ classCode }),
      classes: CiClassTransformer.transform(classes.filter((each) => !each.isAbstract)),
      organisations: await editableOrganisations(principal),
      templates: ImportTemplateTransformer.transform(templates, principal.userId),
    })
  }

  async update({ params, request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const dataImport = await findImport(ownImports(principal.userId), params.id)
    const given = await request.validateUsing(itemImportValidator)
    await requestCheck(dataImport, await itemImportSettings(principal, given))
    return response.redirect(`/configuration-items/imports/${dataImport.id}`)
  }

  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    await discardImport.handle(await findImport(ownImports(principal.userId), params.id))
    return response.redirect('/configuration-items/import')
  }
}

function ownImports(userId: number) {
  return { kind: ITEM_IMPORT, userId }
}
