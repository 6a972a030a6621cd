import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import Person from '#directory/models/person'

const PEOPLE_SHOWN = 12

/** An organisation by code with its sites and its parent, if that may be seen. */
export async function findOrganisation(principal: Principal, code: string): Promise<Organisation> {
  const visible = principal.reach('directory.view')
  return Organisation.visibleTo(principal)
    .where('code', code)
    .preload('sites', (sites) => void sites.orderBy('name'))
    .preload('parent', (parent) => {
      if (!visible.all) void parent.whereIn('id', visible.organisationIds)
    })
    .firstOrFail()
}

/** Parts and the first people of an organisation, as far as one may see them. */
export async function organisationContents(principal: Principal, { id }: Organisation) {
  const people = () => Person.visibleTo(principal).where({ organisationId: id, isActive: true })
  const [parts, shown, counted] = await Promise.all([
    Organisation.visibleTo(principal).where('parentId', id).orderBy('name'),
    people().orderBy('displayName').limit(PEOPLE_SHOWN),
    people().count('* as total'),
  ])
  return { parts, people: shown, peopleCount: Number(counted[0]!.$extras.total) }
}
