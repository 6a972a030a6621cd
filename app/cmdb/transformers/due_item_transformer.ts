import type ConfigurationItem from '#cmdb/models/configuration_item'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An item that the policy would put into the archive. */
export default class DueItemTransformer extends BaseTransformer<ConfigurationItem> {
  toObject() {
    const { ciClass, organisation, statusChangedAt } = this.resource
    return {
      ...this.pick(this.resource, ['number', 'name', 'status']),
      classRu: ciClass.labelRu,
      classEn: ciClass.labelEn,
      organisation: organisation.name,
      since: statusChangedAt?.toISO() ?? null,
    }
  }
}
