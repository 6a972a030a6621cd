import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { NamedValue } from '#cmdb/queries/item_attributes'
import type { CiStatus } from '#cmdb/models/ci_types'
import { nextStatuses } from '#cmdb/workflow/item_lifecycle'
import { SECRET_MASK, type AttributeDefinition } from '#cmdb/workflow/attribute_types'
import type { AttributeValue } from '#cmdb/workflow/attribute_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

type Resource = {
  item: ConfigurationItem
  /** The attributes the list shows. */
  shown: readonly AttributeDefinition[]
  nameOf: (definition: AttributeDefinition, value: unknown) => NamedValue | null
  canEdit: boolean
}
export type ListedValue = { value: AttributeValue | null; named: NamedValue | null }

const OWN = [
  ...(['id', 'number', 'name', 'version', 'status', 'environment', 'criticality'] as const),
  ...(['vendor', 'model', 'operationalState', 'serialNumber', 'ipAddress'] as const),
  ...(['supportTeamId', 'changeTeamId', 'ownerPersonId'] as const),
] as const

/** An item as a row of its list, with the attributes whose columns the reader chose. */
export default class ListedItemTransformer extends BaseTransformer<Resource> {
  toObject() {
    const { item, shown, nameOf, canEdit } = this.resource
    const { ciClass, organisation, site, supportTeam, changeTeam, owner, service } = item
    const values = shown.map((definition) => {
      const kept = (item.attributes[definition.key] ?? null) as AttributeValue | null
      const value = definition.type === 'secret' && kept !== null ? SECRET_MASK : kept
      return [definition.key, { value, named: nameOf(definition, kept) }] as const
    })
    return {
      ...this.pick(item, [...OWN]),
      canEdit,
      tags: item.tagList,
      // Whether a guard lets it there is asked when it is tried.
      nextStatuses: [...nextStatuses(ciClass.lifecycle, item.status as CiStatus)],
      classCode: ciClass.code,
      classRu: ciClass.labelRu,
      classEn: ciClass.labelEn,
      icon: ciClass.icon,
      organisation: organisation.name,
      site: site?.name ?? null,
      team: supportTeam?.name ?? null,
      changeTeam: changeTeam?.name ?? null,
      owner: owner?.displayName ?? null,
      service: service ? { nameRu: service.nameRu, nameEn: service.nameEn } : null,
      createdAt: item.createdAt.toISO()!,
      updatedAt: item.updatedAt.toISO()!,
      attributes: Object.fromEntries(values) as Record<string, ListedValue>,
    }
  }
}
