import type Organisation from '#directory/models/organisation'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class OrganisationTransformer extends BaseTransformer<Organisation> {
  constructor(
    resource: Organisation,
    private depths: ReadonlyMap<number, number> = new Map()
  ) {
    super(resource)
  }

  toObject() {
    return this.pick(this.resource, ['id', 'code', 'name', 'kind', 'isActive'])
  }

  forList() {
    return {
      ...this.pick(this.resource, ['id', 'code', 'name', 'kind', 'timeZone', 'isActive']),
      depth: this.depths.get(this.resource.id) ?? 0,
      siteCount: Number(this.resource.$extras.sites_count),
      peopleCount: Number(this.resource.$extras.people_count),
    }
  }

  forPage() {
    const { parent } = this.resource
    return {
      ...this.pick(this.resource, [
        ...(['id', 'code', 'name', 'legalName', 'kind', 'parentId', 'timeZone', 'locale'] as const),
        ...(['taxNumber', 'taxRegistrationCode', 'address', 'bankDetails'] as const),
        ...(['isActive', 'version'] as const),
      ]),
      parent: parent ? { id: parent.id, code: parent.code, name: parent.name } : null,
    }
  }
}
