import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import type SignInProvider from '#directory/models/sign_in_provider'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import RoleAssignment from '#directory/models/role_assignment'
import type User from '#directory/models/user'
import { roleTurns } from '#directory/workflow/group_roles'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { provider: SignInProvider; user: User; groups: string[]; requestId: string | null }

/** Stands for whoever the provider lets in. */
export const EVERYBODY = '*'

/**
 * Roles that follow from groups at the provider: what groups no longer give goes, what they give comes.
 * Roles given by hand or by others stay as they are.
 */
export async function giveProviderRoles(
  trx: TransactionClientContract,
  { provider, user, groups, requestId }: Input
) {
  const map = await SignInProviderGroup.query({ client: trx })
    .where('signInProviderId', provider.id)
    .preload('role')
  const held = await RoleAssignment.query({ client: trx }).where('userId', user.id).preload('role')
  const wanted = map.filter(
    ({ groupName }) => groupName === EVERYBODY || groups.includes(groupName)
  )
  const { missing, extra } = roleTurns(
    wanted,
    held,
    (each) => each.signInProviderId === provider.id
  )
  if (extra.length === 0 && missing.length === 0) return
  for (const each of extra) await each.useTransaction(trx).delete()
  for (const { roleId, organisationId } of missing) {
    const given = { userId: user.id, roleId, organisationId, signInProviderId: provider.id }
    await RoleAssignment.create(given, { client: trx })
  }
  await recordAudit(trx, {
    actor: { ...SYSTEM_ACTOR, requestId },
    ...{ subjectType: 'user', subjectId: user.id, organisationId: null },
    action: 'user.roles_from_provider',
    changes: [
      { field: 'signInProvider', before: null, after: provider.name },
      { field: 'roles', before: codesOf(extra), after: codesOf(missing) },
    ],
  })
}

function codesOf(rows: { role: { code: string } }[]): string | null {
  return rows.map(({ role }) => role.code).join(', ') || null
}
