import type Organisation from '#directory/models/organisation'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An organisation in a list of the API. */
export default class OrganisationTransformer extends BaseTransformer<Organisation> {
  toObject() {
    return this.pick(this.resource, ['id', 'code', 'name', 'kind', 'timeZone', 'isActive'])
  }
}
