import { saveImportTemplate } from '#core/actions/save_import_template'
import { PEOPLE_IMPORT } from '#directory/imports/people_import'
import { peopleImportSettings } from '#directory/imports/people_import_settings'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { ownImportTemplate } from '#directory/queries/import_templates'
import { peopleImportTemplateValidator } from '#directory/validators/people_import_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Columns and options kept under a name for the next file of that kind. */
export default class PeopleImportTemplatesController {
  async store({ request, principal, bouncer, response, session, i18n }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const { name, isShared, ...given } = await request.validateUsing(peopleImportTemplateValidator)
    const settings = await peopleImportSettings(principal, given)
    const organisationId = isShared ? (given.organisationId ?? principal.organisationId) : null
    const owner = { kind: PEOPLE_IMPORT, userId: principal.userId, organisationId }
    await saveImportTemplate.handle({ ...owner, name, settings })
    session.flash('success', i18n.t('imports.template_saved'))
    return response.redirect().withQs().back()
  }

  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const template = await ownImportTemplate(principal, PEOPLE_IMPORT, params.id)
    await template.delete()
    return response.redirect().withQs().back()
  }
}
