import Person from '#directory/models/person'
import type { NewCaller } from '#directory/models/person_types'
import type { Principal } from '#directory/queries/principal'
import { whosePhoneEnds } from '#directory/queries/where_person_matches'
import { phoneDigits } from '#directory/workflow/phone_number'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const SHOWN = 5
/** Shorter ones are internal: every organisation has its own 101. */
const SHORTEST_PHONE = 7

/** Active people one may see who have this e-mail address or this number, in whatever form. */
export async function peopleReachedBy(
  trx: TransactionClientContract,
  principal: Principal,
  { email, phone }: Pick<NewCaller, 'email' | 'phone'>
): Promise<Person[]> {
  const digits = phone ? phoneDigits(phone) : null
  return Person.narrow(Person.query({ client: trx }), principal)
    .where('people.is_active', true)
    .where((reached) => {
      void reached.whereRaw('1 = 0')
      if (email) void reached.orWhereRaw('lower(people.email) = ?', [email.toLowerCase()])
      if (digits && digits.length >= SHORTEST_PHONE) {
        void reached.orWhereIn('people.id', whosePhoneEnds(digits))
      }
    })
    .preload('organisation')
    .preload('phones')
    .orderBy('people.display_name')
    .limit(SHOWN)
}
