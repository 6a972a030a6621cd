import { inLanguage } from '#core/in_language'
import { whereWords } from '#core/queries/where_words'
import Service from '#catalog/models/service'
import { LOOKUP_LIMIT, type LookupOption } from '#directory/queries/lookups'
import type { Principal } from '#directory/queries/principal'

type Lookup = {
  text: string | null
  /** Services in preparation too: for what is prepared with them, not for what is promised. */
  withPipeline?: boolean
  /** The code of a service that is not a choice for itself. */
  except?: string | null
}

/** Services that may be chosen for something new, by name or code, in the principal's language. */
export async function lookUpServices(
  principal: Principal,
  { text, withPipeline = false, except = null }: Lookup
): Promise<LookupOption[]> {
  const { locale } = principal
  const query = whereWords(Service.visibleTo(principal), text, [
    'services.name_ru',
    'services.name_en',
    'services.code',
  ])
  if (except) void query.whereNot('services.code', except)
  const services = await query
    .whereIn('services.status', withPipeline ? ['live', 'pipeline'] : ['live'])
    .orderBy(locale === 'ru' ? 'nameRu' : 'nameEn')
    .limit(LOOKUP_LIMIT)
  return services.map(({ id, nameRu, nameEn, code }) => ({
    value: id,
    label: inLanguage(locale, nameRu, nameEn),
    description: code,
  }))
}

/** All services one may see, for a filter. */
export async function serviceChoices(principal: Principal) {
  const services = await Service.visibleTo(principal)
    .orderBy(principal.locale === 'ru' ? 'nameRu' : 'nameEn')
    .select('code', 'nameRu', 'nameEn')
  return services.map(({ code, nameRu, nameEn }) => ({ code, nameRu, nameEn }))
}
