import { ContactOfOthers } from '#contracts/errors'
import Contract from '#contracts/models/contract'
import ContractContact from '#contracts/models/contract_contact'
import type { ContactRole } from '#contracts/models/contract_types'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Added = {
  actor: Actor
  /** Names only whom this person may see. */
  principal: Principal
  contractId: number
  personId: number
  role: ContactRole
}
type Removed = { actor: Actor; contractId: number; contactId: number }

/** Who of the client is spoken to about a contract (§7.1); history names them by number alone. */
export const saveContractContact = {
  /** Once for each role: again changes nothing. Throws ReferenceNotFound, ContactOfOthers. */
  async add({ actor, principal, contractId, personId, role }: Added) {
    await inTransaction(async (trx) => {
      const contract = await lock(trx, contractId)
      const seen = await Person.visibleTo(principal)
        .useTransaction(trx)
        .where({ 'people.id': personId, 'people.is_active': true })
        .first()
      // Relations of such a query would be read beside the transaction, which SQLite waits for in vain.
      const person =
        seen &&
        (await Person.query({ client: trx }).where('id', seen.id).preload('organisation').first())
      if (!person) throw new ReferenceNotFound('personId')
      if (!person.organisation.lineage.includes(contract.organisationId)) {
        throw new ContactOfOthers()
      }
      const contact = { contractId, personId, role }
      if (await ContractContact.query({ client: trx }).where(contact).first()) return
      await ContractContact.create(contact, { client: trx })
      await tell(trx, actor, contract, { action: 'contract.contact_added', personId, role })
    })
  },

  /** Throws E_ROW_NOT_FOUND. */
  async remove({ actor, contractId, contactId }: Removed) {
    await inTransaction(async (trx) => {
      const contract = await lock(trx, contractId)
      const contact = await ContractContact.query({ client: trx })
        .where({ id: contactId, contractId })
        .firstOrFail()
      await contact.delete()
      const { personId, role } = contact
      await tell(trx, actor, contract, { action: 'contract.contact_removed', personId, role })
    })
  },
}

/** Changes of the contacts of one contract stand in a row. */
function lock(trx: TransactionClientContract, id: number) {
  return Contract.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

type Told = { action: string; personId: number; role: string }

async function tell(
  trx: TransactionClientContract,
  actor: Actor,
  { id, organisationId }: Contract,
  { action, personId, role }: Told
) {
  const isGone = action === 'contract.contact_removed'
  const changed = (field: string, value: number | string) => ({
    ...{ field, before: isGone ? value : null, after: isGone ? null : value },
  })
  await recordAudit(trx, {
    ...{ actor, subjectType: 'contract', subjectId: id, organisationId, action },
    changes: [changed('contactPersonId', personId), changed('contactRole', role)],
  })
}
