import { pageOf } from '#api/queries/page_of'
import OrganisationTransformer from '#api/transformers/organisation_transformer'
import PersonTransformer from '#api/transformers/person_transformer'
import { filterOf, listQuery } from '#core/queries/list_query'
import { serializer } from '#core/serializer'
import { ORGANISATION_KINDS } from '#directory/models/organisation_types'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { listOrganisations } from '#directory/queries/list_organisations'
import { listPeople } from '#directory/queries/list_people'
import { peopleFilter } from '#directory/queries/people_filter'
import type { HttpContext } from '@adonisjs/core/http'

/** Organisations and people, as far as the owner of the token sees them. */
export default class DirectoryController {
  async organisations({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const query = request.qs()
    const address = listQuery(query)
    const filter = { ...address, kind: filterOf(query.kind, ORGANISATION_KINDS) }
    // Sorted, so that it is a list and not the page's tree.
    const found = await listOrganisations(principal, { ...filter, sort: address.sort ?? 'name' })
    const data = OrganisationTransformer.transform(found.list.rows)
    return serializer.serialize({ data, page: pageOf(found.list), sort: found.sort ?? 'name' })
  }

  async people({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const { list, sort } = await listPeople(principal, peopleFilter(request.qs()))
    return serializer.serialize({
      data: PersonTransformer.transform(list.rows),
      page: pageOf(list),
      sort,
    })
  }
}
