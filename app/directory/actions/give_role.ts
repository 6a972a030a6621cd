import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { RoleHeld } from '#directory/errors/roles'
import Organisation from '#directory/models/organisation'
import type Person from '#directory/models/person'
import type Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import type { RoleGiven } from '#directory/models/role_types'
import User from '#directory/models/user'
import { grantableRole } from '#directory/queries/grantable_roles'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  principal: Principal
  actor: Actor
  person: Person
  userId: number
  seenVersion: number
  given: RoleGiven
}

/**
 * Gives an account a role, with effect from its next request. Throws StaleRecord, DutySeparated for
 * one's own account, RoleTooWide, RoleHeld, UnknownReference.
 */
export const giveRole = {
  async handle({ principal, actor, person, userId, seenVersion, given }: Input) {
    refuseSelf('own_roles', actor.userId, userId)
    await inTransaction(async (trx) => {
      const user = await lockAccount(trx, userId, seenVersion)
      const role = await grantableRole(trx, principal, person, given)
      const assignment = await assignRole(trx, userId, role, given)
      await recordRoleChange(trx, { actor, user, action: 'user.role_given', role, assignment })
    })
  },
}

/** Holds an account against other edits. Throws StaleRecord. */
export async function lockAccount(
  trx: TransactionClientContract,
  userId: number,
  seenVersion: number | undefined
): Promise<User> {
  const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
  await refuseStale(trx, 'user', user, seenVersion)
  return user
}

export async function assignRole(
  trx: TransactionClientContract,
  userId: number,
  role: Role,
  { organisationId }: RoleGiven
): Promise<RoleAssignment> {
  const same = RoleAssignment.query({ client: trx }).where({ userId, roleId: role.id })
  if (organisationId === null) void same.whereNull('organisationId')
  else void same.where({ organisationId })
  if (await same.first()) throw new RoleHeld()
  return RoleAssignment.create({ userId, roleId: role.id, organisationId }, { client: trx })
}

type RoleChange = {
  actor: Actor
  user: User
  action: 'user.role_given' | 'user.role_taken'
  role: Role
  assignment: RoleAssignment
}

/** Raises the account's version and writes which role came or went, in words of that day. */
export async function recordRoleChange(trx: TransactionClientContract, change: RoleChange) {
  const { actor, user, action, role, assignment } = change
  const { organisationId } = assignment
  const limit = organisationId
    ? await Organisation.query({ client: trx }).where('id', organisationId).firstOrFail()
    : null
  const isGiven = action === 'user.role_given'
  const turn = (field: string, value: FieldChange['after']): FieldChange =>
    isGiven ? { field, before: null, after: value } : { field, before: value, after: null }
  await user.merge({ version: user.version + 1 }).save()
  await recordAudit(trx, {
    ...{ actor, action, subjectType: 'user', subjectId: user.id, organisationId: null },
    subjectVersion: user.version,
    changes: [
      turn('roleId', { ru: role.labelRu, en: role.labelEn }),
      ...(limit ? [turn('organisationId', limit.name)] : []),
    ],
  })
}
