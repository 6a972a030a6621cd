import type RoleAssignment from '#directory/models/role_assignment'
import type User from '#directory/models/user'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A person's account; role assignments must be loaded with role and organisation. */
export default class AccountTransformer extends BaseTransformer<User> {
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'email', 'isActive', 'signInSource', 'version']),
      lastSignInAt: this.resource.lastSignInAt?.toISO() ?? null,
      roles: this.resource.roleAssignments.map(roleHeld),
    }
  }

  /** With its person and their organisation, which must be loaded. */
  forList() {
    const { person, $extras } = this.resource
    return {
      ...this.toObject(),
      person: { id: person.id, name: person.displayName, isActive: person.isActive },
      organisation: { code: person.organisation.code, name: person.organisation.name },
      hasSecondFactor: Boolean($extras.has_second_factor),
      needsSecondFactor: Boolean($extras.needs_second_factor),
    }
  }
}

/** A limit without a name is an organisation the reader may not know. */
function roleHeld({ id, roleId, role, organisationId, organisation }: RoleAssignment) {
  const { code, labelRu, labelEn } = role
  const limit = { isLimited: organisationId !== null, organisation: organisation?.name ?? null }
  return { id, roleId, code, labelRu, labelEn, ...limit }
}
