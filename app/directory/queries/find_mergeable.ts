import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'

/** A person one may see who was not merged yet, with all that is compared. */
export function findMergeable(principal: Principal, id: number): Promise<Person> {
  return Person.visibleTo(principal)
    .where('people.id', id)
    .whereNull('people.merged_into_id')
    .preload('organisation')
    .preload('site')
    .preload('department')
    .preload('manager', (manager) => void Person.narrow(manager, principal))
    .preload('phones')
    .preload('user')
    .firstOrFail()
}
