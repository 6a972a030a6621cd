import DistinctPeople from '#directory/models/distinct_people'
import type Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { pairOf } from '#directory/workflow/duplicates'

const SHOWN = 100

/** People of an organisation and its parts that one may edit. */
export function editablePeople(principal: Principal, { path }: Organisation) {
  const query = scopedByOrganisation(Person.visibleTo(principal), principal, 'directory.edit', {
    organisation: 'people.organisation_id',
  })
  return query
    .join('organisations', 'organisations.id', 'people.organisation_id')
    .where('organisations.path', 'like', `${path}%`)
    .whereNull('people.merged_into_id')
}

/** Those of them who were told apart, the latest first; no more than a page shows. */
export function listDistinct(
  principal: Principal,
  organisation: Organisation
): Promise<DistinctPeople[]> {
  const editable = () => editablePeople(principal, organisation).select('people.id')
  return DistinctPeople.query()
    .whereIn('personId', editable())
    .whereIn('otherPersonId', editable())
    .preload('person')
    .preload('other')
    .orderBy('id', 'desc')
    .limit(SHOWN)
}

export async function areDistinct(personId: number, otherId: number): Promise<boolean> {
  return (await DistinctPeople.query().where(pairOf(personId, otherId)).first()) !== null
}
