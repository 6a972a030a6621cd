import { insertRows } from '#core/actions/insert_rows'
import type { FieldChange } from '#core/errors'
import { PhoneTwice, UnknownPhone } from '#directory/errors/people'
import PersonPhone from '#directory/models/person_phone'
import type { PhoneValues } from '#directory/models/person_types'
import { phoneDigits, phonesText, phoneTail } from '#directory/workflow/phone_number'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What new phones would change, to be put into the history of the person (`phonesText`). */
export async function phoneChange(
  trx: TransactionClientContract,
  personId: number | null,
  phones: PhoneValues[]
): Promise<FieldChange[]> {
  refuseWrongPhones(phones)
  const known = personId
    ? await PersonPhone.query({ client: trx }).where({ personId }).orderBy('position')
    : []
  const [before, after] = [phonesText(known), phonesText(phones)]
  return before === after ? [] : [{ field: 'phones', before, after }]
}

/** Puts a person's phones in place of those they had. */
export async function writePhones(
  trx: TransactionClientContract,
  personId: number,
  phones: PhoneValues[]
) {
  await trx.from('person_phones').where('person_id', personId).delete()
  await insertRows(
    trx,
    'person_phones',
    phones.map((phone, position) => toPhoneRow(personId, position, phone))
  )
}

/** The row of a phone, for writers that insert many at once. */
export function toPhoneRow(personId: number, position: number, { number, label }: PhoneValues) {
  const digits = phoneDigits(number)!
  return { person_id: personId, position, number, label, digits, tail: phoneTail(digits) }
}

function refuseWrongPhones(phones: PhoneValues[]) {
  const seen = new Set<string>()
  phones.forEach(({ number }, at) => {
    const digits = phoneDigits(number)
    if (digits === null) throw new UnknownPhone(`phones.${at}.number`)
    if (seen.has(digits)) throw new PhoneTwice(`phones.${at}.number`)
    seen.add(digits)
  })
}
