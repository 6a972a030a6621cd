import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import { itemImportSettings } from '#cmdb/imports/item_import_settings'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { itemImportTemplateValidator } from '#cmdb/validators/item_import_validator'
import { saveImportTemplate } from '#core/actions/save_import_template'
import { ownImportTemplate } from '#directory/queries/import_templates'
import type { HttpContext } from '@adonisjs/core/http'

/** Columns and options kept under a name for the next file of that kind. */
export default class ItemImportTemplatesController {
  async store({ request, principal, bouncer, response, session, i18n }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { name, isShared, ...given } = await request.validateUsing(itemImportTemplateValidator)
    const settings = await itemImportSettings(principal, given)
    const organisationId = isShared ? (given.organisationId ?? principal.organisationId) : null
    const owner = { kind: ITEM_IMPORT, userId: principal.userId, organisationId }
    await saveImportTemplate.handle({ ...owner, name, settings })
    session.flash('success', i18n.t('imports.template_saved'))
    return response.redirect().withQs().back()
  }

  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const template = await ownImportTemplate(principal, ITEM_IMPORT, params.id)
    await template.delete()
    return response.redirect().withQs().back()
  }
}
