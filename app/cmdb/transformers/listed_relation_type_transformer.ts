import type { ListedRelationType } from '#cmdb/queries/list_relation_types'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow } from '#cmdb/workflow/impact_edges'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A relation type on the page where types are kept. */
export default class ListedRelationTypeTransformer extends BaseTransformer<ListedRelationType> {
  toObject() {
    const { type, uses } = this.resource
    return {
      ...this.pick(type, ['code', 'version', 'defaultRuleValue']),
      ...this.pick(type, ['forwardRu', 'forwardEn', 'inverseRu', 'inverseEn']),
      impactFlow: type.impactFlow as ImpactFlow,
      defaultRule: type.defaultRule as DependencyRuleType,
      isSymmetric: Boolean(type.isSymmetric),
      isCarriedByGroup: Boolean(type.isCarriedByGroup),
      pairs: type.pairs.map(({ sourceEnd, targetEnd }) => ({ sourceEnd, targetEnd })),
      uses,
    }
  }
}
