import { requestRun } from '#core/actions/request_import_step'
import { findImport } from '#core/queries/find_import'
import { PEOPLE_IMPORT } from '#directory/imports/people_import'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { importRunValidator } from '#core/validators/import_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The confirmed import: what the preview showed is written. */
export default class PeopleImportRunsController {
  async store({ params, request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const own = { kind: PEOPLE_IMPORT, userId: principal.userId }
    const dataImport = await findImport(own, params.id)
    const { confirmMassive } = await request.validateUsing(importRunValidator)
    await requestRun(dataImport, { isConfirmed: confirmMassive ?? false })
    return response.redirect(`/people/imports/${dataImport.id}`)
  }
}
