import { erasePersonalValues } from '#core/actions/erase_personal_values'
import type { DataSubject, PersonalDataSource, Replacement } from '#directory/queries/personal_data'
import { byPerson, personalRows } from '#directory/queries/personal_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const SAID = [
  ...['id', 'number', 'kind', 'state', 'channel', 'received_on', 'text', 'answer_text'],
  'answered_at',
]

/** What a person said of how they were served, and what was said of them. */
export const QUALITY_PERSONAL_DATA: PersonalDataSource[] = [
  {
    key: 'feedback',
    columns: ['feedback_records.person_id'],
    read: personalRows({ table: 'feedback_records', columns: SAID, of: byPerson('person_id') }),
    erase: eraseWords,
  },
  {
    key: 'feedback_about',
    columns: ['feedback_records.about_person_id'],
    read: personalRows({
      table: 'feedback_records',
      columns: ['id', 'number', 'kind', 'state', 'received_on'],
      of: byPerson('about_person_id'),
    }),
  },
]

/** That somebody complained stays counted; their words, which name them, go. */
async function eraseWords(
  trx: TransactionClientContract,
  { personId }: DataSubject,
  { name }: Replacement
) {
  const own = () => trx.from('feedback_records').where('person_id', personId)
  for (const { id } of await own().select('id')) await erasePersonalValues(trx, 'feedback', id)
  await own().update({ text: name })
  await own().whereNotNull('answer_text').update({ answer_text: name })
  await own().whereNotNull('finding').update({ finding: name })
}
