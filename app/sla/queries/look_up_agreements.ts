import { inLanguage } from '#core/in_language'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'

const SEARCHED = ['agreements.code', 'agreements.name_ru', 'agreements.name_en']
const SHOWN = 20

/** Agreements with clients that one may see, by code or name. */
export async function lookUpAgreements(principal: Principal, term: string | null) {
  const agreements = await whereWords(Agreement.visibleTo(principal), term, SEARCHED)
    .where('agreements.kind', 'sla')
    .orderBy(principal.locale === 'ru' ? 'agreements.name_ru' : 'agreements.name_en')
    .limit(SHOWN)
  return agreements.map(({ id, code, nameRu, nameEn }) => ({
    value: id,
    label: inLanguage(principal.locale, nameRu, nameEn),
    description: code,
  }))
}
