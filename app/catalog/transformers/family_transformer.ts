import type { ListedFamily } from '#catalog/queries/family_tree'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A family at its place in the tree. */
export default class FamilyTransformer extends BaseTransformer<ListedFamily> {
  toObject() {
    const { family, depth, serviceCount } = this.resource
    return {
      ...this.pick(family, ['id', 'code', 'nameRu', 'nameEn', 'parentId']),
      ...{ depth, serviceCount },
    }
  }

  forPage() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource.family, ['descriptionRu', 'descriptionEn', 'version']),
    }
  }
}
