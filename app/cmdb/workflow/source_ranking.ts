/** In place of a field: all that have no ranking of their own. */
export const ALL_FIELDS = 'all'

/** How far sources of a field are believed in a class and those below it (domain §4.8). */
export type SourceRanking = {
  classId: number
  /** As records call it, or `ALL_FIELDS`. */
  field: string
  /** Codes, the most believed first; sources that are not named come after, by their authority. */
  sources: readonly string[]
  /** Days after which a value counts as old; null leaves it to its source. */
  refreshDays: number | null
}

/**
 * What holds for a field of a class: the nearest class decides, and in it the field before all
 * fields. `chain` begins with the class itself.
 */
export function rankingOf(
  rankings: readonly SourceRanking[],
  chain: readonly number[],
  field: string
): SourceRanking | null {
  for (const id of chain) {
    const own = rankings.filter(({ classId }) => classId === id)
    const found =
      own.find((each) => each.field === field) ?? own.find((each) => each.field === ALL_FIELDS)
    if (found) return found
  }
  return null
}
