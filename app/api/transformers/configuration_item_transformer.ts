import type { ItemAnswer } from '#api/queries/find_item'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A configuration item with its attributes, for programs. */
export default class ConfigurationItemTransformer extends BaseTransformer<ItemAnswer> {
  toObject() {
    const { item, attributes } = this.resource
    const { ciClass, organisation, site, supportTeam, changeTeam, owner, service } = item
    return {
      ...this.pick(item, ['number', 'name', 'version', 'status', 'operationalState']),
      ...this.pick(item, ['environment', 'criticality', 'description', 'vendor', 'model']),
      ...this.pick(item, ['serialNumber', 'ipAddress']),
      tags: item.tagList,
      class: ciClass.code,
      organisation: { code: organisation.code, name: organisation.name },
      site: site?.name ?? null,
      supportTeam: supportTeam?.name ?? null,
      changeTeam: changeTeam?.name ?? null,
      owner: owner?.displayName ?? null,
      service: service?.code ?? null,
      attributes,
      createdAt: item.createdAt.toISO()!,
      updatedAt: item.updatedAt.toISO()!,
    }
  }
}
