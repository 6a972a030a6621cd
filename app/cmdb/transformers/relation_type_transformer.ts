import type RelationType from '#cmdb/models/relation_type'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A relation type as a choice in the sentence of the relation dialog. */
export default class RelationTypeTransformer extends BaseTransformer<RelationType> {
  toObject() {
    return this.pick(this.resource, [
      'code',
      'forwardRu',
      'forwardEn',
      'inverseRu',
      'inverseEn',
      'impactFlow',
    ])
  }
}
