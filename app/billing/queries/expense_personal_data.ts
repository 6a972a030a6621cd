import type { PersonalDataSource } from '#directory/queries/personal_data'
import { byPerson, personalRows } from '#directory/queries/personal_rows'

const EXPENSE = [
  ...['id', 'ticket_id', 'kind', 'spent_on', 'name', 'quantity', 'unit', 'cost_minor'],
  ...['markup_percent', 'is_billable', 'created_at'],
]

/** What a person spent on tickets; it stays when they are anonymised, for it is what clients are billed. */
export const EXPENSE_PERSONAL_DATA: PersonalDataSource = {
  key: 'expenses',
  columns: ['expenses.person_id'],
  read: personalRows({ table: 'expenses', columns: EXPENSE, of: byPerson('person_id') }),
}
