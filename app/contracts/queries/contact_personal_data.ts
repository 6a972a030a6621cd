import type { PersonalDataSource } from '#directory/queries/personal_data'
import { byPerson, personalRows } from '#directory/queries/personal_rows'
import type { PersonReference } from '#directory/queries/person_references'

/** Which contracts somebody is spoken to about; nobody without a name is. */
export const CONTACT_PERSONAL_DATA: PersonalDataSource = {
  key: 'contract_contacts',
  columns: ['contract_contacts.person_id'],
  read: personalRows({
    table: 'contract_contacts',
    columns: ['id', 'contract_id', 'role'],
    of: byPerson('person_id'),
  }),
  erase: async (trx, { personId }) => {
    await trx.from('contract_contacts').where('person_id', personId).delete()
  },
}

/** A contract has a person once in each role. */
export const CONTACT_REFERENCE: PersonReference = {
  table: 'contract_contacts',
  columns: ['person_id'],
  repoint: async ({ trx, from, to }) => {
    const kept = await trx.from('contract_contacts').where('person_id', to)
    for (const { contract_id: contractId, role } of kept) {
      const same = { person_id: from, contract_id: contractId, role }
      await trx.from('contract_contacts').where(same).delete()
    }
    await trx.from('contract_contacts').where('person_id', from).update({ person_id: to })
  },
}
