import Organisation from '#directory/models/organisation'
import type Person from '#directory/models/person'
import Role from '#directory/models/role'
import type { RoleGiven } from '#directory/models/role_types'
import { UnknownReference } from '#directory/errors/references'
import { RoleTooWide } from '#directory/errors/roles'
import { mayGrant } from '#directory/queries/may_grant'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** The roles somebody may give a person, with a limit at least. */
export async function grantableRoles(principal: Principal, person: Person): Promise<Role[]> {
  const roles = await Role.query().preload('permissions').orderBy('id')
  return roles.filter((role) =>
    [null, person.organisationId].some((limit) => mayGrant(principal, role, person, limit))
  )
}

/**
 * The role that the input names, held against edits. Throws UnknownReference for a role or an
 * organisation that is not there for the caller, and RoleTooWide.
 */
export async function grantableRole(
  trx: TransactionClientContract,
  principal: Principal,
  person: Person,
  { roleId, organisationId }: RoleGiven
): Promise<Role> {
  const role = await Role.query({ client: trx })
    .where('id', roleId)
    .preload('permissions')
    .forUpdate()
    .first()
  if (!role) throw new UnknownReference('roleId')
  if (organisationId !== null) await refuseForeign(trx, principal, organisationId)
  if (!mayGrant(principal, role, person, organisationId)) throw new RoleTooWide()
  return role
}

async function refuseForeign(trx: TransactionClientContract, principal: Principal, id: number) {
  const visible = await Organisation.visibleTo(principal).useTransaction(trx).where({ id }).first()
  if (!visible || !principal.canOn('users.manage', { organisationId: id })) {
    throw new UnknownReference('organisationId')
  }
}
