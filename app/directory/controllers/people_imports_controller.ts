import { UPLOADS } from '#config/uploads'
import { beginImport } from '#core/actions/begin_import'
import { discardImport } from '#core/actions/discard_import'
import { receiveUpload } from '#core/actions/receive_upload'
import { requestCheck } from '#core/actions/request_import_step'
import { UPLOAD_TYPES } from '#core/file_type'
import { findImport, recentImports } from '#core/queries/find_import'
import { importRowsPage } from '#core/queries/import_rows_page'
import DataImportTransformer from '#core/transformers/data_import_transformer'
import ImportTemplateTransformer from '#core/transformers/import_template_transformer'
import { PEOPLE_IMPORT } from '#directory/imports/people_import'
import { peopleImportSettings } from '#directory/imports/people_import_settings'
import Organisation from '#directory/models/organisation'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { importTemplates } from '#directory/queries/import_templates'
import { visibleCandidates } from '#directory/queries/visible_candidates'
import OrganisationTransformer from '#directory/transformers/organisation_transformer'
import { peopleImportValidator } from '#directory/validators/people_import_validator'
import { PERSON_IMPORT_FIELDS } from '#directory/workflow/person_import_fields'
import type { HttpContext } from '@adonisjs/core/http'

const DEFAULTS = { createsDepartments: true, createsSites: true }

/** People out of a table: file, columns, what would change, run, result. */
export default class PeopleImportsController {
  async create({ principal, bouncer, inertia, i18n }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const recent = await recentImports(ownOf(principal.userId))
    return inertia.render('directory/people/imports/create', {
      recent: DataImportTransformer.transform(recent, i18n),
      maxBytes: UPLOADS.maxBytes,
    })
  }

  async store({ request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const { userId } = principal
    const upload = await receiveUpload(request, { accepts: UPLOAD_TYPES, userId })
    const requestId = request.id() ?? null
    const own = { ...ownOf(userId), requestId, options: DEFAULTS }
    const { id } = await beginImport.handle({ ...own, upload })
    return response.redirect(`/people/imports/${id}`)
  }

  async show({ params, request, principal, bouncer, inertia, i18n }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const dataImport = await findImport(ownOf(principal.userId), params.id)
    const query = request.qs()
    const visibleOf = (ids: readonly number[]) => visibleCandidates(principal, ids)
    const rows = await importRowsPage(dataImport, { query, i18n, visibleOf })
    const templates = await importTemplates(principal, PEOPLE_IMPORT, 'directory.edit')
    const { organisationId } = dataImport.settings.options
    const organisation = organisationId
      ? await Organisation.visibleTo(principal).where('id', Number(organisationId)).first()
      : null
    return inertia.render('directory/people/imports/show', {
      import: DataImportTransformer.transform(dataImport, i18n).useVariant('forPage'),
      ...rows,
      fields: PERSON_IMPORT_FIELDS.map(({ key }) => key),
      templates: ImportTemplateTransformer.transform(templates, principal.userId),
      organisation: OrganisationTransformer.transform(organisation),
    })
  }

  async update({ params, request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const dataImport = await findImport(ownOf(principal.userId), params.id)
    const given = await request.validateUsing(peopleImportValidator)
    await requestCheck(dataImport, await peopleImportSettings(principal, given))
    return response.redirect(`/people/imports/${dataImport.id}`)
  }

  async destroy({ params, principal, bouncer, response }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    await discardImport.handle(await findImport(ownOf(principal.userId), params.id))
    return response.redirect('/people/import')
  }
}

function ownOf(userId: number) {
  return { kind: PEOPLE_IMPORT, userId }
}
