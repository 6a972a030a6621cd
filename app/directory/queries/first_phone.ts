import db from '@adonisjs/lucid/services/db'

/** A column with the first number of the person whose id stands in `column`; name it with `as`. */
export function firstPhoneOf(column: string) {
  return db
    .from('person_phones')
    .whereColumn('person_phones.person_id', column)
    .orderBy('person_phones.position')
    .limit(1)
    .select('person_phones.number')
}
