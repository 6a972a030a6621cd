import type Person from '#directory/models/person'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A person in a list of the API. */
export default class PersonTransformer extends BaseTransformer<Person> {
  toObject() {
    const { organisation, site } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'displayName', 'email', 'jobTitle', 'isVip', 'isActive']),
      organisation: { code: organisation.code, name: organisation.name },
      site: site?.name ?? null,
    }
  }
}
