import type CiClass from '#cmdb/models/ci_class'
import type { SourceRanking } from '#cmdb/workflow/source_ranking'
import { BaseTransformer } from '@adonisjs/core/transformers'

type Shown = SourceRanking & { rankedIn: CiClass }

/** A ranking with the class that has it. */
export default class SourceRankingTransformer extends BaseTransformer<Shown> {
  toObject() {
    const { field, sources, refreshDays, rankedIn } = this.resource
    const { code, labelRu, labelEn } = rankedIn
    return { field, sources: [...sources], refreshDays, rankedIn: { code, labelRu, labelEn } }
  }
}
