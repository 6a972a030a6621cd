import { LDAP_LIMITS } from '#config/ldap'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { Refusal } from '#core/errors'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import { createLdapAccounts } from '#directory/actions/create_ldap_accounts'
import { keepLdapAccount, ldapAccountStep } from '#directory/actions/keep_ldap_account'
import { savePersonIn } from '#directory/actions/save_person'
import { ManagerCircle, ManagerElsewhere } from '#directory/errors/people'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import { ldapChanges } from '#directory/workflow/ldap_changes'
import type { LdapEntry } from '#directory/workflow/ldap_entry'
import type { KnownLink } from '#directory/workflow/ldap_plan'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Known = { entry: LdapEntry; personId: number; link: KnownLink | null }
type Changes = ReturnType<typeof ldapChanges> & { isActive?: boolean }
type Unsettled = Known & {
  changes: Changes
  isLinkStale: boolean
  account: ReturnType<typeof ldapAccountStep>
}

/** Known people whose entry says something else than is known. The others cost no write at all. */
export async function settleLdapPeople(sync: LdapSync) {
  const linkOf = new Map(sync.state.links.map((link) => [link.personId, link]))
  const known: Known[] = [
    ...sync.plan.linked.map(({ entry, link }) => ({ entry, link, personId: link.personId })),
    ...sync.plan.adopted.map((each) => ({ ...each, link: linkOf.get(each.personId) ?? null })),
  ]
  const unsettled = known.map((each) => compare(sync, each)).filter((each) => each !== null)
  sync.tally.unchanged += known.length - unsettled.length
  for (const chunk of portions(unsettled, LDAP_LIMITS.chunk)) {
    const outcome = await inTransaction((trx) => settleChunk(trx, sync, chunk))
    sync.tally.changed += outcome.changed.size
    sync.tally.unchanged += chunk.length - outcome.changed.size
    for (const { each, code, detail } of outcome.refused) sync.report(each.entry, code, detail)
  }
}

/** Null where all agrees, or where the person became one with another record. */
function compare(sync: LdapSync, known: Known): Unsettled | null {
  const { entry, link, personId } = known
  const person = sync.state.people.get(personId)
  if (!person) return null
  // Whoever was switched off here stays so; whoever left with their entry comes back with it.
  const isBack = link !== null && !link.isPresent
  const changes: Changes = {
    ...placed(sync, known, ldapChanges(person, sync.wanted(entry))),
    ...(isBack && !person.isActive ? { isActive: true } : {}),
  }
  const isLinkStale = !link || isBack || link.dn !== entry.dn || link.entryKey !== entry.key
  const account = ldapAccountStep(sync, { entry, personId, isBack })
  if (Object.keys(changes).length === 0 && !isLinkStale && !account) return null
  return { ...known, changes, isLinkStale, account }
}

/** Departments and sites are the organisation's: somebody who works for another has its own. */
function placed(sync: LdapSync, { personId }: Known, changes: Changes): Changes {
  if (sync.state.people.get(personId)!.organisationId === sync.source.organisationId) return changes
  const { departmentId, siteId, ...others } = changes
  return others
}

type Refused = { each: Unsettled; code: 'refused'; detail: string }

async function settleChunk(trx: TransactionClientContract, sync: LdapSync, chunk: Unsettled[]) {
  const refused: Refused[] = []
  const changed = new Set<number>()
  for (const each of chunk) {
    try {
      if (await settle(trx, sync, each)) changed.add(each.personId)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ each, code: 'refused', detail: error.messageKey })
    }
  }
  const accountless = chunk.filter(({ account }) => account === 'create')
  for (const id of await createLdapAccounts(trx, sync, accountless)) changed.add(id)
  return { changed, refused }
}

/** Whether anything was written. */
async function settle(trx: TransactionClientContract, sync: LdapSync, each: Unsettled) {
  if (each.isLinkStale) await writeLink(trx, sync, each)
  const isSaved = await savePersonOf(trx, sync, each)
  const { account } = each
  const isKept =
    account !== null && account !== 'create' && (await keepLdapAccount(trx, sync, each, account))
  return each.isLinkStale || isSaved || isKept
}

/** A manager who cannot be one here is no reason to lose the rest. */
async function savePersonOf(trx: TransactionClientContract, sync: LdapSync, each: Unsettled) {
  const { personId, changes } = each
  if (Object.keys(changes).length === 0) return false
  const { actor } = sync
  try {
    await savePersonIn(trx, { actor, personId, values: changes })
    return true
  } catch (error) {
    if (!(error instanceof ManagerCircle || error instanceof ManagerElsewhere)) throw error
    sync.report(each.entry, 'refused', error.messageKey)
    const { managerId, ...others } = changes
    await savePersonIn(trx, { actor, personId, values: others })
    return Object.keys(others).length > 0
  }
}

async function writeLink(trx: TransactionClientContract, { source }: LdapSync, each: Unsettled) {
  const { entry, personId, link } = each
  const now = toSqlUtc(clock.now())
  const row = { entry_key: entry.key, dn: entry.dn, is_present: true, updated_at: now }
  if (link) {
    const where = { ldap_source_id: source.id, entry_key: link.entryKey }
    await trx.from('ldap_people').where(where).update(row)
  } else {
    const owner = { ldap_source_id: source.id, person_id: personId }
    await trx.table('ldap_people').insert({ ...row, ...owner, created_at: now })
  }
}
