import { useLanguage } from '~/composables/use_language'

type Filter = Record<string, string | number | null>
type Look = { sortable?: boolean; link?: boolean; card?: boolean; grow?: boolean; wide?: boolean }

/**
 * Columns and filters of a list whose words are in one catalogue: `of` names that of its columns, the
 * filters take theirs from `quality.column`.
 */
export function useQualityList(of: 'quality' | 'service_reviews', filter: () => Filter) {
  const { t } = useLanguage()

  const column = (key: string, look: Look = {}) => ({
    ...{ key, label: t(`${of}.column.${key}`), ...look },
  })
  const filterOf = (key: string, values: readonly (string | number)[], words: string) => ({
    ...{ key, value: filter()[key] ?? null, label: t(`quality.column.${key}`) },
    options: values.map((value) => ({ value, label: t(`${words}.${value}`) })),
  })
  /** Whether anything narrows the list: an empty one is then no match, not a beginning. */
  const isFiltered = (keys: readonly string[]) => keys.some((key) => Boolean(filter()[key]))

  return { column, filterOf, isFiltered }
}
