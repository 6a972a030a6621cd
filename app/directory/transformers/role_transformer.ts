import type Role from '#directory/models/role'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class RoleTransformer extends BaseTransformer<Role> {
  toObject() {
    return this.pick(this.resource, ['id', 'code', 'labelRu', 'labelEn', 'isClient'])
  }

  forList() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['isBuiltin', 'isCustomised', 'requiresSecondFactor']),
      permissionCount: Number(this.resource.$extras.permissions_count),
      holderCount: Number(this.resource.$extras.holders_count),
    }
  }

  /** The permissions must be loaded. */
  forPage() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['isBuiltin', 'isCustomised', 'requiresSecondFactor', 'version']),
      grants: this.resource.grants,
    }
  }
}
