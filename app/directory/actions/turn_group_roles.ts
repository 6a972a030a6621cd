import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { keepAdministrators, unlimitedRightsOf } from '#directory/actions/keep_administrators'
import { LastAdministrator } from '#directory/errors/roles'
import type { RoleWords } from '#directory/queries/role_words'
import type { GivenRole } from '#directory/workflow/group_roles'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What gave a role, as `role_assignments` remembers it. */
type Origin = { ldap_source_id: number } | { sign_in_provider_id: number }
type Turned = { userId: number; role: GivenRole }
/** History names the directory or the provider as who did it. */
type Told = { actor: Actor; words: RoleWords }

/** Gives accounts the roles that follow from their groups. */
export async function giveGroupRoles(
  trx: TransactionClientContract,
  { origin, given, ...told }: Told & { origin: Origin; given: readonly Turned[] }
) {
  if (given.length === 0) return
  await insertRows(
    trx,
    'role_assignments',
    given.map(({ userId, role: { roleId, organisationId } }) => ({
      ...{ user_id: userId, role_id: roleId, organisation_id: organisationId },
      ...origin,
    }))
  )
  await record(trx, told, given, 'user.role_given')
}

/**
 * Takes a role that no group gives any more, in its own transaction. False when it stays, because
 * nobody else could manage accounts or roles.
 */
export async function takeGroupRole({
  userId,
  role,
  ...told
}: Told & { userId: number; role: GivenRole & { id: number } }): Promise<boolean> {
  try {
    await inTransaction(async (trx) => {
      const lost = await unlimitedRightsOf(trx, userId)
      const taken = await trx.from('role_assignments').where('id', role.id).delete()
      if (Number(taken) === 0) return
      await keepAdministrators(trx, lost)
      await record(trx, told, [{ userId, role }], 'user.role_taken')
    })
    return true
  } catch (error) {
    if (error instanceof LastAdministrator) return false
    throw error
  }
}

/** Raises the accounts' versions and tells of roles as history does of those given by hand. */
async function record(
  trx: TransactionClientContract,
  { actor, words }: Told,
  turned: readonly Turned[],
  action: 'user.role_given' | 'user.role_taken'
) {
  const ids = [...new Set(turned.map(({ userId }) => userId))]
  await trx.from('users').whereIn('id', ids).increment('version', 1)
  const users = await trx.from('users').whereIn('id', ids).select('id', 'version')
  const versions = new Map(users.map(({ id, version }) => [id, Number(version)]))
  const turn = (field: string, value: string | { ru: string; en: string }) =>
    action === 'user.role_given'
      ? { field, before: null, after: value }
      : { field, before: value, after: null }
  await recordAudits(
    trx,
    turned.map(({ userId, role: { roleId, organisationId } }) => ({
      ...{ actor, action, subjectType: 'user', subjectId: userId, organisationId: null },
      subjectVersion: versions.get(userId),
      changes: [
        turn('roleId', words.roles.get(roleId)!),
        ...(organisationId
          ? [turn('organisationId', words.organisations.get(organisationId)!)]
          : []),
      ],
    }))
  )
}
