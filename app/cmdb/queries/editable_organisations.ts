import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'

/** Organisations in which the principal may make items. */
export async function editableOrganisations(principal: Principal) {
  const query = Organisation.query().where('isActive', true).orderBy('name').select('id', 'name')
  const rows = await scopedByOrganisation(query, principal, 'cis.edit', {
    organisation: 'organisations.id',
  })
  return rows.map(({ id, name }) => ({ id, name }))
}
