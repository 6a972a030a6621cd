import { LDAP_LIMITS } from '#config/ldap'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { Plain } from '#core/errors'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import { createLdapAccounts } from '#directory/actions/create_ldap_accounts'
import { toPhoneRow } from '#directory/actions/write_phones'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import { inRounds, type WantedFacts } from '#directory/workflow/ldap_changes'
import type { LdapEntry } from '#directory/workflow/ldap_entry'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Newcomer = { entry: LdapEntry; wanted: WantedFacts; personId: number }

/** Adds the people nobody knew: with their link to the entry, their phone, and where told an account. */
export async function createLdapPeople(sync: LdapSync, advance: (done: number) => Promise<void>) {
  const { created } = sync.plan
  const fresh = new Set(created.map(({ key }) => key))
  const rounds = inRounds(created, (dn) => {
    const key = sync.keyOfDn(dn)
    return key !== null && fresh.has(key) ? key : null
  })
  for (const round of rounds) {
    for (const chunk of portions(round, LDAP_LIMITS.chunk)) {
      const newcomers = await inTransaction((trx) => createChunk(trx, sync, chunk))
      for (const { entry, personId } of newcomers) sync.personIds.set(entry.key, personId)
      sync.tally.created += newcomers.length
      await advance(sync.tally.created)
    }
  }
}

async function createChunk(trx: TransactionClientContract, sync: LdapSync, entries: LdapEntry[]) {
  const newcomers: Newcomer[] = []
  for (const entry of entries) {
    const wanted = sync.wanted(entry)
    const [id] = await trx.table('people').insert(toPersonRow(sync, wanted))
    newcomers.push({ entry, wanted, personId: Number(id) })
  }
  await insertRows(
    trx,
    'ldap_people',
    newcomers.map((each) => toLinkRow(sync, each))
  )
  const phones = newcomers.filter(({ wanted }) => wanted.phone)
  await insertRows(
    trx,
    'person_phones',
    phones.map(({ personId, wanted }) =>
      toPhoneRow(personId, 0, { number: wanted.phone!, label: null })
    )
  )
  await recordAudits(
    trx,
    newcomers.map((each) => toAudit(sync, each))
  )
  if (sync.source.creates === 'account') await createLdapAccounts(trx, sync, newcomers)
  return newcomers
}

function toPersonRow({ source }: LdapSync, wanted: WantedFacts) {
  const now = toSqlUtc(clock.now())
  return {
    organisation_id: source.organisationId,
    display_name: wanted.displayName,
    email: wanted.email ?? null,
    job_title: wanted.jobTitle ?? null,
    department_id: wanted.departmentId ?? null,
    site_id: wanted.siteId ?? null,
    manager_id: wanted.managerId ?? null,
    ...{ is_vip: false, is_active: true, version: 1, created_at: now, updated_at: now },
  }
}

function toLinkRow({ source }: LdapSync, { entry, personId }: Newcomer) {
  const now = clock.now()
  return {
    ...{ ldap_source_id: source.id, person_id: personId, entry_key: entry.key, dn: entry.dn },
    ...{ is_present: true, created_at: now, updated_at: now },
  }
}

function toAudit({ actor, source }: LdapSync, { personId, wanted }: Newcomer): AuditEntry {
  const { phone, ...own } = wanted
  const facts: Record<string, Plain | undefined> = { ...own, phones: phone }
  const told = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)
  return {
    ...{ actor, subjectType: 'person', subjectId: personId, subjectVersion: 1 },
    ...{ organisationId: source.organisationId, action: 'person.created' },
    changes: told.map(([field, after]) => ({ field, before: null, after: after! })),
  }
}
