import { erasePersonalValues } from '#core/actions/erase_personal_values'
import type { DataSubject, PersonalDataSource, Replacement } from '#directory/queries/personal_data'
import { byPerson, personalRows } from '#directory/queries/personal_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const SAID = ['id', 'billing_period_id', 'question', 'answer', 'created_at', 'answered_at']

/** What a person asked about their organisation's bill; that somebody asked stays. */
export const QUESTION_PERSONAL_DATA: PersonalDataSource = {
  key: 'period_questions',
  columns: ['period_questions.asked_by_id', 'period_questions.answered_by_id'],
  read: personalRows({ table: 'period_questions', columns: SAID, of: byPerson('asked_by_id') }),
  erase,
}

async function erase(
  trx: TransactionClientContract,
  { personId }: DataSubject,
  { name }: Replacement
) {
  const own = () => trx.from('period_questions').where('asked_by_id', personId)
  for (const { id } of await own().select('id')) {
    await erasePersonalValues(trx, 'period_question', id)
  }
  await own().update({ question: name })
}
