import type Person from '#directory/models/person'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Longer numbers are international. */
const LONGEST_INTERNAL = 7

export default class PersonTransformer extends BaseTransformer<Person> {
  toObject() {
    return this.pick(this.resource, ['id', 'displayName', 'jobTitle', 'isVip', 'isActive'])
  }

  forList() {
    const { organisation, site, department } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'displayName', 'email', 'phone', 'jobTitle', 'isVip']),
      ...this.pick(this.resource, ['isActive', 'version']),
      organisation: { code: organisation.code, name: organisation.name },
      site: site?.name ?? null,
      department: department?.name ?? null,
    }
  }

  /** One of several that may be the same; the account must be loaded. */
  forMerge() {
    const { organisation, site, department, manager, user } = this.resource
    return {
      ...this.pick(this.resource, [
        ...(['id', 'displayName', 'email', 'jobTitle', 'room', 'isVip', 'isActive'] as const),
        ...(['timeZone', 'locale', 'version'] as const),
      ]),
      phones: this.#phones(),
      organisation: organisation.name,
      site: site?.name ?? null,
      department: department?.name ?? null,
      manager: manager?.displayName ?? null,
      account: user ? { email: user.email, isActive: user.isActive } : null,
    }
  }

  forPage() {
    const { organisation, site, department, manager } = this.resource
    return {
      ...this.pick(this.resource, [
        ...(['id', 'displayName', 'email', 'jobTitle', 'room', 'isVip', 'isActive'] as const),
        ...(['organisationId', 'siteId', 'departmentId', 'timeZone', 'locale', 'version'] as const),
      ]),
      // Of a manager one may not see, nothing is told; a form leaves them as they are.
      managerId: this.resource.managerId,
      manager: manager ? { id: manager.id, name: manager.displayName } : null,
      phones: this.#phones(),
      organisation: { code: organisation.code, name: organisation.name },
      site: site ? { name: site.name, timeZone: site.timeZone } : null,
      department: department ? { name: department.name } : null,
      skills: this.resource.skills
        .map(({ skillId, level, skill }) => ({ skillId, level, name: skill.name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      localTimeZone: this.resource.zone,
    }
  }

  #phones() {
    return this.resource.phones.map(({ number, label, digits }) => ({
      number,
      label,
      dialled: digits.length > LONGEST_INTERNAL ? `+${digits}` : digits,
    }))
  }
}
