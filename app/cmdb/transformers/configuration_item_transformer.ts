import type ConfigurationItem from '#cmdb/models/configuration_item'
import { BaseTransformer } from '@adonisjs/core/transformers'

const BASE = [
  'id',
  'number',
  'name',
  'version',
  'status',
  'operationalState',
  'environment',
  'criticality',
  'isChangeControlled',
] as const
const DETAILS = ['description', 'vendor', 'model', 'serialNumber', 'ipAddress'] as const
const HOLDERS = [
  'organisationId',
  'siteId',
  'supportTeamId',
  'changeTeamId',
  'ownerPersonId',
] as const

/** Everything its page shows of an item itself. */
export default class ConfigurationItemTransformer extends BaseTransformer<ConfigurationItem> {
  toObject() {
    const item = this.resource
    const { ciClass, site, supportTeam, changeTeam, owner, service } = item
    return {
      ...this.pick(item, [...BASE, ...DETAILS, ...HOLDERS]),
      tags: item.tagList,
      class: {
        code: ciClass.code,
        group: ciClass.classGroup,
        labelRu: ciClass.labelRu,
        labelEn: ciClass.labelEn,
        icon: ciClass.icon,
      },
      organisation: { code: item.organisation.code, name: item.organisation.name },
      site: site?.name ?? null,
      supportTeam: supportTeam?.name ?? null,
      changeTeam: changeTeam?.name ?? null,
      owner: owner?.displayName ?? null,
      service: service
        ? { id: service.id, code: service.code, nameRu: service.nameRu, nameEn: service.nameEn }
        : null,
      statusChangedAt: item.statusChangedAt?.toISO() ?? null,
      archivedAt: item.archivedAt?.toISO() ?? null,
      lastSeenAt: item.lastSeenAt?.toISO() ?? null,
      lastVerifiedAt: item.lastVerifiedAt?.toISO() ?? null,
      createdAt: item.createdAt.toISO()!,
      updatedAt: item.updatedAt.toISO()!,
    }
  }

  /** Its name now beside what it was. */
  forPast() {
    return {
      ...this.pick(this.resource, ['number', 'name']),
      createdAt: this.resource.createdAt.toISO()!,
    }
  }

  /** The graph page needs only who the origin is. */
  forGraph() {
    const { ciClass, organisation, owner, supportTeam } = this.resource
    return {
      ...this.pick(this.resource, [
        'number',
        'name',
        'status',
        'operationalState',
        'environment',
        'criticality',
      ]),
      class: { labelRu: ciClass.labelRu, labelEn: ciClass.labelEn, icon: ciClass.icon },
      organisation: organisation.name,
      owner: owner?.displayName ?? null,
      supportTeam: supportTeam?.name ?? null,
    }
  }
}
