import { chooseImportRow } from '#core/actions/choose_import_row'
import { findImport } from '#core/queries/find_import'
import { PEOPLE_IMPORT } from '#directory/imports/people_import'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { visibleCandidates } from '#directory/queries/visible_candidates'
import { importChoiceValidator } from '#core/validators/import_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Who is meant by a row that fits several people. */
export default class PeopleImportChoicesController {
  async update({ params, request, principal, actor, bouncer, response }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const own = { kind: PEOPLE_IMPORT, userId: principal.userId }
    const { id: importId } = await findImport(own, params.id)
    const { take, recordId = null } = await request.validateUsing(importChoiceValidator)
    const visible = await visibleCandidates(principal, recordId === null ? [] : [recordId])
    const rowNumber = Number(params.row)
    await chooseImportRow.handle({ actor, importId, rowNumber, take, recordId, visible })
    return response.redirect().withQs().back()
  }
}
