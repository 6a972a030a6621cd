import type { Explanation } from '#web/queries/explain_right'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ExplanationTransformer extends BaseTransformer<Explanation> {
  toObject() {
    return this.pick(this.resource, ['verdict', 'account', 'grants', 'duties', 'canView'])
  }
}
