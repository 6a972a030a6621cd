import { whereWords } from '#core/queries/where_words'
import type Person from '#directory/models/person'
import { phoneDigits, phoneParts, phoneTail } from '#directory/workflow/phone_number'
import db from '@adonisjs/lucid/services/db'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

const SEARCHED = ['people.display_name', 'people.email']

/**
 * People by words of name and e-mail, or by a number: whole in any form (`8 (495) 123-45-67` finds
 * +74951234567), by its last seven digits or more (CHN-07), or by three digits that stand in it.
 */
export function wherePersonMatches(
  query: ModelQueryBuilderContract<typeof Person>,
  text: string | null
) {
  const parts = phoneParts(text ?? '')
  if (!text || parts.length === 0) return whereWords(query, text, SEARCHED)
  return query.where((inner) => {
    void inner.whereIn('people.id', whosePhoneHolds(parts))
    const digits = phoneDigits(text)
    if (digits) void inner.orWhereIn('people.id', whosePhoneEnds(digits))
    void inner.orWhere((words) => void whereWords(words, text, SEARCHED))
  })
}

function whosePhoneHolds(parts: string[]) {
  return db
    .from('person_phones')
    .where((inner) => {
      for (const part of parts) void inner.orWhere('digits', 'like', `%${part}%`)
    })
    .select('person_id')
}

/** A number kept without its codes is found by one that came with them. */
export function whosePhoneEnds(digits: string) {
  return db
    .from('person_phones')
    .where('tail', phoneTail(digits))
    .whereRaw("? like concat('%', digits)", [digits])
    .whereRaw('length(digits) >= 7')
    .select('person_id')
}
