import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'

/** Those of the people a row of an import may mean whom one may see, without those merged since. */
export async function visibleCandidates(
  principal: Principal,
  ids: readonly number[]
): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const people = await Person.visibleTo(principal)
    .whereIn('people.id', [...new Set(ids)])
    .whereNull('people.merged_into_id')
    .select('people.id')
  return new Set(people.map(({ id }) => id))
}
