import type { Names } from '#core/mask_text'
import Person from '#directory/models/person'
import db from '@adonisjs/lucid/services/db'

/** Everything a person is called by and reached at, for finding it in texts. */
export async function namesOf(personId: number): Promise<Names> {
  const person = await Person.findOrFail(personId)
  const phones = await db.from('person_phones').where('person_id', personId).select('number')
  const user = await db.from('users').where('person_id', personId).select('email').first()
  const emails = [person.email, user?.email as string | undefined].filter(
    (email) => typeof email === 'string'
  )
  return {
    displayName: person.displayName,
    emails: [...new Set(emails)],
    phones: phones.map(({ number }) => String(number)),
  }
}
