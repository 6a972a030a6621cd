import RelationType from '#cmdb/models/relation_type'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow, ImpactRelationType } from '#cmdb/workflow/impact_edges'

/** A relation type for the engine, with its words as each end says them. */
export type ImpactTypeFacts = ImpactRelationType & {
  id: number
  /** What the end that suffers says of the other: "depends on". */
  consumerRu: string
  consumerEn: string
  /** What the end that is needed says: "is used by". */
  memberRu: string
  memberEn: string
}

export async function impactTypes(): Promise<ImpactTypeFacts[]> {
  const types = await RelationType.query().orderBy('id')
  return types.map(toFacts)
}

function toFacts(type: RelationType): ImpactTypeFacts {
  const impactFlow = type.impactFlow as ImpactFlow
  const sourceSuffers = impactFlow !== 'source_to_target'
  return {
    id: type.id,
    code: type.code,
    impactFlow,
    defaultRule: { type: type.defaultRule as DependencyRuleType, value: type.defaultRuleValue },
    isCarriedByGroup: Boolean(type.isCarriedByGroup),
    consumerRu: sourceSuffers ? type.forwardRu : type.inverseRu,
    consumerEn: sourceSuffers ? type.forwardEn : type.inverseEn,
    memberRu: sourceSuffers ? type.inverseRu : type.forwardRu,
    memberEn: sourceSuffers ? type.inverseEn : type.forwardEn,
  }
}
