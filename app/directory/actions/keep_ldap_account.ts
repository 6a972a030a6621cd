import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { NO_PASSWORD, plainForm, takenAddresses } from '#directory/actions/create_ldap_accounts'
import { endSessions } from '#directory/actions/end_sessions'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import User from '#directory/models/user'
import type { LdapEntry } from '#directory/workflow/ldap_entry'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Owner = { entry: LdapEntry; personId: number }

/** What an account needs to agree with its entry, null when nothing. */
export type LdapAccountStep = 'create' | 'take_over' | 'follow' | 'activate'

export function ldapAccountStep(
  { source, state }: LdapSync,
  { entry, personId, isBack }: Owner & { isBack: boolean }
): LdapAccountStep | null {
  const account = state.accounts.get(personId)
  const isWanted = source.creates === 'account' && entry.email !== null
  if (!account) return isWanted && state.people.get(personId)?.isActive ? 'create' : null
  const isOwn = account.signInSource === 'ldap' && account.ldapSourceId === source.id
  if (isOwn && isBack && !account.isActive) return 'activate'
  if (isOwn) return entry.email !== null && account.email !== entry.email ? 'follow' : null
  if (account.signInSource !== 'local' || !source.takesOverAccounts) return null
  return state.closedAccounts.has(account.id) ? null : 'take_over'
}

/** Brings an account into line with its entry; false when another account's address stood in the way. */
export async function keepLdapAccount(
  trx: TransactionClientContract,
  sync: LdapSync,
  { entry, personId }: Owner,
  step: Exclude<LdapAccountStep, 'create'>
): Promise<boolean> {
  const user = await User.query({ client: trx }).where({ personId }).forUpdate().firstOrFail()
  if (step === 'take_over') await takeOver(trx, sync, user, entry)
  if (step === 'activate') await activate(trx, sync, user)
  const isMoved = entry.email !== null && entry.email !== user.email
  const hasFollowed = isMoved && (await follow(trx, sync, user, entry))
  return step !== 'follow' || hasFollowed
}

/** From now on the directory's password counts; what was signed in with the old one is over. */
async function takeOver(
  trx: TransactionClientContract,
  { source, actor }: LdapSync,
  user: User,
  entry: LdapEntry
) {
  const now = toSqlUtc(clock.now())
  await trx
    .from('users')
    .where('id', user.id)
    .update({
      ...{ sign_in_source: 'ldap', external_key: entry.key, ldap_source_id: source.id },
      ...{ password: NO_PASSWORD, version: user.version + 1, updated_at: now },
    })
  await trx
    .from('password_links')
    .where('user_id', user.id)
    .whereNull('used_at')
    .update({ used_at: now })
  await endSessions(trx, { userId: user.id, reason: 'password_changed' })
  await user.refresh()
  await recordAudit(trx, {
    ...{ actor, action: 'user.bound_to_directory', subjectType: 'user', subjectId: user.id },
    ...{ subjectVersion: user.version, organisationId: null },
    changes: [{ field: 'directorySource', before: null, after: source.name }],
  })
}

async function activate(trx: TransactionClientContract, { actor }: LdapSync, user: User) {
  await user.merge({ isActive: true, version: user.version + 1 }).save()
  await recordAudit(trx, {
    ...{ actor, action: 'user.activated', subjectType: 'user', subjectId: user.id },
    ...{ subjectVersion: user.version, organisationId: null },
  })
}

/** People sign in with the address their directory gives them. */
async function follow(
  trx: TransactionClientContract,
  sync: LdapSync,
  user: User,
  entry: LdapEntry
): Promise<boolean> {
  const { email: before } = user
  const email = entry.email!
  const isOwnForm = plainForm(before) === plainForm(email)
  if (!isOwnForm && (await takenAddresses(trx, [email])).size > 0) {
    sync.report(entry, 'email_taken', email)
    return false
  }
  await user.merge({ email, version: user.version + 1 }).save()
  await recordAudit(trx, {
    ...{ actor: sync.actor, action: 'user.email_changed', subjectType: 'user' },
    ...{ subjectId: user.id, subjectVersion: user.version, organisationId: null },
    changes: [{ field: 'email', before, after: email }],
  })
  return true
}
