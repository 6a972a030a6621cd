import type { ListedClass } from '#cmdb/queries/ci_class_table'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A class as a choice in a filter or a form. */
export default class CiClassTransformer extends BaseTransformer<ListedClass> {
  toObject() {
    return this.pick(this.resource, ['code', 'group', 'labelRu', 'labelEn', 'icon', 'isHidden'])
  }

  /** At its place in the tree. */
  forTree() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['id', 'parentId', 'isAbstract', 'version']),
    }
  }
}
