import type ConfigurationItem from '#cmdb/models/configuration_item'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An item as a row of the list and of lookups. */
export default class ConfigurationItemRowTransformer extends BaseTransformer<ConfigurationItem> {
  toObject() {
    const { ciClass, organisation } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'number', 'name', 'status', 'environment', 'criticality']),
      classCode: ciClass.code,
      classRu: ciClass.labelRu,
      classEn: ciClass.labelEn,
      icon: ciClass.icon,
      organisation: organisation.name,
    }
  }
}
