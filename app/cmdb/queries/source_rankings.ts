import CiSource from '#cmdb/models/ci_source'
import CiSourceRanking from '#cmdb/models/ci_source_ranking'
import { FILE_SOURCE, MANUAL_SOURCE } from '#cmdb/workflow/authority'
import type { SourceRanking } from '#cmdb/workflow/source_ranking'

/** Rankings a class has or inherits, those of the nearest class first; `chain` begins with the class. */
export async function sourceRankings(chain: readonly number[]): Promise<SourceRanking[]> {
  const rows = await CiSourceRanking.query()
    .whereIn('ciClassId', [...chain])
    .orderBy('field')
  return rows
    .map(({ ranking }) => ranking)
    .sort((one, other) => chain.indexOf(one.classId) - chain.indexOf(other.classId))
}

/** Every source that may be ranked; people and files have no name of their own. */
export async function rankedSourceChoices(): Promise<{ code: string; name: string | null }[]> {
  const sources = await CiSource.query().orderBy('name').select('code', 'name')
  return [
    ...sources.map(({ code, name }) => ({ code, name })),
    ...[FILE_SOURCE, MANUAL_SOURCE].map(({ code }) => ({ code, name: null })),
  ]
}
