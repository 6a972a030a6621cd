import type { DataSubject } from '#directory/queries/personal_data'
import db from '@adonisjs/lucid/services/db'

/** A person with their account, as sources of personal data are asked. */
export async function subjectOf(personId: number): Promise<DataSubject> {
  const user = await db.from('users').where('person_id', personId).select('id').first()
  return { personId, userId: user ? Number(user.id) : null }
}
