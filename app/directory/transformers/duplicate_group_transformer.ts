import type { DuplicatePeople } from '#directory/queries/find_duplicates'
import PersonTransformer from '#directory/transformers/person_transformer'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** People who may be one, and why. */
export default class DuplicateGroupTransformer extends BaseTransformer<DuplicatePeople> {
  toObject() {
    const { reasons, people, distinct } = this.resource
    const shown = PersonTransformer.transform(people).useVariant('forMerge')
    return { reasons, people: shown, distinct }
  }
}
