import type { PersonalDataSource } from '#directory/queries/personal_data'
import { byPerson, personalRows } from '#directory/queries/personal_rows'

const ENTRY = [
  ...['id', 'ticket_id', 'work_date', 'raw_minutes', 'is_billable', 'non_billable_reason'],
  ...['public_note', 'internal_note', 'state', 'decision_note', 'created_at'],
]

/** The time a person logged; it stays when they are anonymised, for it is what clients are billed. */
export const TIME_PERSONAL_DATA: PersonalDataSource = {
  key: 'time_entries',
  columns: ['time_entries.person_id', 'time_entries.decided_by_id'],
  read: personalRows({ table: 'time_entries', columns: ENTRY, of: byPerson('person_id') }),
}
