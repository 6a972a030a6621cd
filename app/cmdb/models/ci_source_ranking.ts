import type { SourceRanking } from '#cmdb/workflow/source_ranking'
import { CiSourceRankingSchema } from '#database/schema'

/** The order in which a class believes sources of a field, or of all its fields. */
export default class CiSourceRanking extends CiSourceRankingSchema {
  get ranking(): SourceRanking {
    const { ciClassId: classId, field, sources, refreshDays } = this
    return { classId, field, sources, refreshDays }
  }
}
