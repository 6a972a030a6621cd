import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { wherePersonMatches } from '#directory/queries/where_person_matches'

/** SQL: `people.id` is in a team with the person whose id is bound. */
export const SHARES_A_TEAM = `people.id in (
  select mates.person_id from team_members as mates
  join team_members as own on own.team_id = mates.team_id
  where own.person_id = ?
)`

/**
 * Active people who may stand in for a person: who shares a team with them, and whom the principal
 * may see.
 */
export function substitutesFor(principal: Principal, personId: number, text: string | null = null) {
  const visible = Person.visibleTo(principal).select('people.id')
  return wherePersonMatches(Person.query(), text)
    .where((inner) => {
      void inner.whereRaw(SHARES_A_TEAM, [personId]).orWhereIn('people.id', visible)
    })
    .whereNot('people.id', personId)
    .where('people.is_active', true)
}
