import type { ClassAttribute } from '~/components/cmdb/types'
import { useLanguage } from '~/composables/use_language'

/** What fields and sources of values are called in a ranking. */
export function useSourceWords(props: {
  attributes: ClassAttribute[]
  sources: { code: string; name: string | null }[]
}) {
  const { t, pick } = useLanguage()

  function fieldName(field: string): string {
    if (field === 'all') return t('cmdb.rankings.all_fields')
    const attribute = props.attributes.find(({ key }) => `attributes.${key}` === field)
    return attribute ? pick(attribute.labelRu, attribute.labelEn) : t(`fields.${field}`)
  }

  function sourceName(code: string): string {
    const name = props.sources.find((each) => each.code === code)?.name
    return name ?? t(`cmdb.rankings.source.${code}`)
  }

  return { fieldName, sourceName }
}
