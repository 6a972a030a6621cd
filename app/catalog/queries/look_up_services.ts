import { whereWords } from '#core/queries/where_words'
import Service from '#catalog/models/service'
import { LOOKUP_LIMIT, type LookupOption } from '#directory/queries/lookups'
import type { Principal } from '#directory/queries/principal'

/** Live services by name or code, named in the principal's language. */
export async function lookUpServices(
  principal: Principal,
  text: string | null
): Promise<LookupOption[]> {
  const isRussian = principal.locale === 'ru'
  const query = whereWords(Service.visibleTo(principal), text, [
    'services.name_ru',
    'services.name_en',
    'services.code',
  ])
  const services = await query
    .where('status', 'live')
    .orderBy(isRussian ? 'nameRu' : 'nameEn')
    .limit(LOOKUP_LIMIT)
  return services.map(({ id, nameRu, nameEn, code }) => ({
    value: id,
    label: isRussian ? nameRu || nameEn : nameEn || nameRu,
    description: code,
  }))
}
