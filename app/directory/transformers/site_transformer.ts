import type Site from '#directory/models/site'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class SiteTransformer extends BaseTransformer<Site> {
  toObject() {
    return this.pick(this.resource, [
      ...(['id', 'name', 'address', 'region', 'timeZone'] as const),
      ...(['latitude', 'longitude', 'isActive'] as const),
    ])
  }
}
