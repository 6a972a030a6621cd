import type { ListedDepartment } from '#directory/queries/department_tree'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A department in the tree of its organisation. */
export default class DepartmentTransformer extends BaseTransformer<ListedDepartment> {
  toObject() {
    const { department, depth, peopleCount } = this.resource
    return {
      ...this.pick(department, ['id', 'name', 'parentId', 'headPersonId', 'isActive']),
      head: department.head ? { name: department.head.displayName } : null,
      depth,
      peopleCount,
    }
  }
}
