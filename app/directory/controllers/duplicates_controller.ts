import { textOf } from '#core/queries/list_query'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { listDistinct } from '#directory/queries/distinct_people'
import { editableOrganisationByCode } from '#directory/queries/editable_organisation'
import { findDuplicates } from '#directory/queries/find_duplicates'
import DistinctPeopleTransformer from '#directory/transformers/distinct_people_transformer'
import DuplicateGroupTransformer from '#directory/transformers/duplicate_group_transformer'
import OrganisationTransformer from '#directory/transformers/organisation_transformer'
import type { HttpContext } from '@adonisjs/core/http'

/** People who are likely to be one, in one organisation and its parts. */
export default class DuplicatesController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('create')
    const code = textOf(request.qs().organisation)
    const organisation = await editableOrganisationByCode(principal, code)
    const found = await findDuplicates(principal, organisation)
    return inertia.render('directory/people/duplicates', {
      organisation: OrganisationTransformer.transform(organisation),
      distinct: DistinctPeopleTransformer.transform(await listDistinct(principal, organisation)),
      groups: DuplicateGroupTransformer.transform(found.groups),
      total: found.total,
      isPartial: found.isPartial,
    })
  }
}
