import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { retireAccount } from '#directory/actions/retire_account'
import { savePersonIn } from '#directory/actions/save_person'
import { LastAdministrator } from '#directory/errors/roles'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import type { KnownLink } from '#directory/workflow/ldap_plan'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * People whose entry is gone or switched off: no longer active, out of every browser, their account
 * off (T8). History keeps them. One transaction each: somebody who has to stay holds up nobody.
 */
export async function retireLdapPeople(sync: LdapSync) {
  for (const link of sync.plan.gone) {
    try {
      await inTransaction((trx) => retire(trx, sync, link))
      sync.tally.deactivated += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const isLast = error instanceof LastAdministrator
      sync.report(link, isLast ? 'last_administrator' : 'refused', error.messageKey)
    }
  }
}

async function retire(trx: TransactionClientContract, sync: LdapSync, link: KnownLink) {
  const { actor, source, state } = sync
  const { personId, entryKey } = link
  await trx
    .from('ldap_people')
    .where({ ldap_source_id: source.id, entry_key: entryKey })
    .update({ is_present: false, updated_at: toSqlUtc(clock.now()) })
  const person = state.people.get(personId)
  if (person?.isActive) await savePersonIn(trx, { actor, personId, values: { isActive: false } })
  else await retireAccount(trx, { actor, personId })
}
