import { UnknownReference } from '#directory/errors/references'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'

/**
 * An organisation that the input names and the caller may edit in. Throws UnknownReference on
 * `field` for any other: a foreign id answers as an unknown one (T3).
 */
export async function editableOrganisation(principal: Principal, id: number, field: string) {
  const organisation = await Organisation.visibleTo(principal).where('id', id).first()
  if (organisation && principal.canOn('directory.edit', { organisationId: id })) return organisation
  throw new UnknownReference(field)
}

/** An organisation by its code, the own one without; a 404 unless the caller may edit in it (T2). */
export async function editableOrganisationByCode(principal: Principal, code: string | null) {
  const query = Organisation.visibleTo(principal)
  if (code) void query.where('code', code)
  else void query.where('id', principal.organisationId)
  const organisations = { organisation: 'organisations.id' }
  return scopedByOrganisation(query, principal, 'directory.edit', organisations).firstOrFail()
}
