import type ConfigurationItem from '#cmdb/models/configuration_item'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A configuration item in a list of the API. */
export default class ConfigurationItemRowTransformer extends BaseTransformer<ConfigurationItem> {
  toObject() {
    const { ciClass, organisation } = this.resource
    return {
      ...this.pick(this.resource, ['number', 'name', 'status', 'environment', 'criticality']),
      class: ciClass.code,
      organisation: { code: organisation.code, name: organisation.name },
      updatedAt: this.resource.updatedAt.toISO()!,
    }
  }
}
