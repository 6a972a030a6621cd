import type Role from '#directory/models/role'
import type { Principal } from '#directory/queries/principal'
import type { Permission, Scope } from '#config/permissions'

type Receiver = { organisationId: number }

/**
 * Whether somebody may give this role to a person, or take it away. Who manages all accounts may;
 * who manages those of some organisations gives roles for clients alone, and no right that they do
 * not have over that person's organisation themselves. `limitId` is the organisation the role is
 * limited to. The role's permissions must be loaded.
 */
export function mayGrant(
  principal: Principal,
  role: Role,
  receiver: Receiver,
  limitId: number | null
): boolean {
  if (principal.reach('users.manage').all) return true
  if (!role.isClient) return false
  return Object.entries(role.grants).every(([permission, scope]) =>
    hasAsMuch(principal, permission as Permission, scope, receiver, limitId)
  )
}

function hasAsMuch(
  principal: Principal,
  permission: Permission,
  scope: Scope,
  { organisationId }: Receiver,
  limitId: number | null
): boolean {
  const reach = principal.reach(permission)
  if (reach.all) return true
  switch (scope) {
    case 'own':
    case 'organisation':
      return reach.organisationIds.includes(organisationId)
    case 'assigned':
      return limitId !== null && reach.organisationIds.includes(limitId)
    // A team works for whatever clients it is given.
    case 'team':
    case 'all':
      return false
    default:
      return scope satisfies never
  }
}
