import { byPerson, personalRows } from '#directory/queries/personal_rows'
import type { PersonalDataSource } from '#directory/queries/personal_data'
import type { PersonReference } from '#directory/queries/person_references'

/** What somebody works as. */
export const WORK_ROLE_PERSONAL_DATA: PersonalDataSource = {
  key: 'work_roles',
  columns: ['person_work_roles.person_id'],
  read: personalRows({
    table: 'person_work_roles',
    columns: ['id', 'work_role_id'],
    of: byPerson('person_id'),
  }),
}

/** One person has one role: that of the record that stays, if it has any. */
export const WORK_ROLE_REFERENCE: PersonReference = {
  table: 'person_work_roles',
  columns: ['person_id'],
  repoint: async ({ trx, from, to }) => {
    const kept = await trx.from('person_work_roles').where('person_id', to).first()
    const row = trx.from('person_work_roles').where('person_id', from)
    if (kept) await row.delete()
    else await row.update({ person_id: to })
  },
}
