import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { giveGroupRoles, takeGroupRole } from '#directory/actions/turn_group_roles'
import RoleAssignment from '#directory/models/role_assignment'
import type SignInProvider from '#directory/models/sign_in_provider'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import { roleWords } from '#directory/queries/role_words'
import { roleTurns, type GivenRole } from '#directory/workflow/group_roles'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  provider: SignInProvider
  userId: number
  groups: readonly string[]
  requestId: string | null
}

/** Stands for whoever the provider lets in. */
const EVERYBODY = '*'

/**
 * Roles that follow from groups at the provider: what groups no longer give goes, what they give
 * comes. Roles given by hand or by others stay as they are, and so does one without which nobody
 * could manage accounts or roles; the next sign-in tries again.
 */
export async function giveProviderRoles({ provider, userId, groups, requestId }: Input) {
  const actor = providerActor(provider, requestId)
  const { words, extra } = await inTransaction(async (trx) => {
    // Two browsers of one person must not both find the same role missing.
    await trx.from('users').where('id', userId).forUpdate().first()
    const turns = await pendingTurns(trx, provider, userId, groups)
    const names = await roleWords(trx, [...turns.missing, ...turns.extra])
    const given = turns.missing.map((role) => ({ userId, role }))
    const origin = { sign_in_provider_id: provider.id }
    await giveGroupRoles(trx, { actor, words: names, origin, given })
    return { words: names, extra: turns.extra }
  })
  for (const role of extra) {
    if (await takeGroupRole({ actor, words, userId, role })) continue
    await recordKept(actor, userId, words.roles.get(role.roleId)!)
  }
}

async function pendingTurns(
  trx: TransactionClientContract,
  provider: SignInProvider,
  userId: number,
  groups: readonly string[]
): Promise<{ missing: GivenRole[]; extra: RoleAssignment[] }> {
  const map = await SignInProviderGroup.query({ client: trx }).where(
    'signInProviderId',
    provider.id
  )
  const held = await RoleAssignment.query({ client: trx }).where({ userId })
  const wanted = map.filter(
    ({ groupName }) => groupName === EVERYBODY || groups.includes(groupName)
  )
  return roleTurns(wanted, held, (each) => each.signInProviderId === provider.id)
}

/** History names the provider; nobody sat at a keyboard. */
function providerActor({ name }: SignInProvider, requestId: string | null): Actor {
  return { ...SYSTEM_ACTOR, label: `OpenID Connect: ${name}`.slice(0, 200), requestId }
}

async function recordKept(actor: Actor, userId: number, role: { ru: string; en: string }) {
  await inTransaction((trx) =>
    recordAudit(trx, {
      ...{ actor, subjectType: 'user', subjectId: userId, organisationId: null },
      action: 'user.role_kept',
      changes: [{ field: 'roleId', before: role, after: role }],
    })
  )
}
