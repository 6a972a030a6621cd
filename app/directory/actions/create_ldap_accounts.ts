import { recordAudits } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import type { LdapEntry } from '#directory/workflow/ldap_entry'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** No hash of anything: nothing that is typed here ever matches it. */
export const NO_PASSWORD = '!'

type Owner = { entry: LdapEntry; personId: number }

/**
 * Accounts that sign in with the directory's password. An address that another account has, or looks
 * like having, gives none: who finds their way in with it would find it into somebody else's. Returns
 * the people who have one now.
 */
export async function createLdapAccounts(
  trx: TransactionClientContract,
  sync: LdapSync,
  owners: Owner[]
): Promise<number[]> {
  const taken = await takenAddresses(
    trx,
    owners.flatMap(({ entry }) => entry.email ?? [])
  )
  const created: { id: number; email: string; personId: number }[] = []
  for (const { entry, personId } of owners) {
    const { email } = entry
    if (email === null) {
      sync.report(entry, 'no_email')
      continue
    }
    if (taken.has(plainForm(email))) {
      sync.report(entry, 'email_taken', email)
      continue
    }
    taken.add(plainForm(email))
    const [id] = await trx.table('users').insert(toUserRow(sync, { entry, personId }, email))
    created.push({ id: Number(id), email, personId })
    sync.state.accounts.set(personId, {
      ...{ id: Number(id), personId, email, isActive: true },
      ...{ signInSource: 'ldap', ldapSourceId: sync.source.id },
    })
  }
  await recordAudits(
    trx,
    created.map(({ id, email }) => ({
      ...{ actor: sync.actor, action: 'user.created', subjectType: 'user', subjectId: id },
      ...{ subjectVersion: 1, organisationId: null },
      changes: [{ field: 'email', before: null, after: email }],
    }))
  )
  return created.map(({ personId }) => personId)
}

/** Asked of the database, which has its own mind about letters with accents. */
export async function takenAddresses(trx: TransactionClientContract, emails: string[]) {
  if (emails.length === 0) return new Set<string>()
  const rows = await trx.from('users').whereIn('email', emails).forUpdate().select('email')
  return new Set(rows.map(({ email }) => plainForm(String(email))))
}

/** Addresses that a database may take for one. */
export function plainForm(email: string): string {
  return email.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function toUserRow({ source, locale }: LdapSync, { entry, personId }: Owner, email: string) {
  const now = toSqlUtc(clock.now())
  return {
    ...{ person_id: personId, email, password: NO_PASSWORD, locale, theme: 'system' },
    ...{ single_key_shortcuts: true, is_active: true, created_at: now, updated_at: now },
    ...{ sign_in_source: 'ldap', external_key: entry.key, ldap_source_id: source.id },
  }
}
