import { CI_STATUSES, CRITICALITIES, ENVIRONMENTS } from '~/components/cmdb/choices'
import { ATTRIBUTE_FIELD, type Condition, type ListAttribute } from '~/components/cmdb/list_types'
import { useLanguage } from '~/composables/use_language'

const STATES = ['ok', 'degraded', 'down', 'maintenance', 'unknown'] as const
const CHOICES: Record<string, readonly (string | number)[]> = {
  ...{ status: CI_STATUSES, environment: ENVIRONMENTS },
  ...{ criticality: CRITICALITIES, operational: STATES },
}

/** Conditions and the fields they are made of, in words. */
export function useConditionWords(attributes: () => ListAttribute[]) {
  const { t, pick } = useLanguage()

  function attributeOf(field: string): ListAttribute | undefined {
    if (!field.startsWith(ATTRIBUTE_FIELD)) return undefined
    return attributes().find(({ key }) => key === field.slice(ATTRIBUTE_FIELD.length))
  }

  function fieldName(field: string): string {
    if (!field.startsWith(ATTRIBUTE_FIELD)) return t(`cmdb.column.${field}`)
    const attribute = attributeOf(field)
    return attribute ? pick(attribute.labelRu, attribute.labelEn) : field
  }

  /** What a field of a fixed list may be; null for the others. */
  function choicesOf(field: string): { value: string; label: string }[] | null {
    const attribute = attributeOf(field)
    if (attribute?.type === 'bool') {
      return ['true', 'false'].map((value) => ({ value, label: t(`cmdb.bool.${value}`) }))
    }
    if (attribute?.options && attribute.type.endsWith('enum')) {
      return attribute.options.map(({ value, labelRu, labelEn }) => ({
        value,
        label: pick(labelRu, labelEn),
      }))
    }
    const values = CHOICES[field]
    if (!values) return null
    return values.map((value) => ({ value: String(value), label: t(`cmdb.${field}.${value}`) }))
  }

  function sentence({ field, operator, value, label }: Condition): string {
    const choices = choicesOf(field)
    const named = choices
      ? value.split(',').map((each) => choices.find((one) => one.value === each)?.label ?? each)
      : [label ?? value.replace('..', '–')]
    return [fieldName(field), t(`cmdb.operator.${operator}`), named.join(', ')].join(' ').trim()
  }

  return { attributeOf, fieldName, choicesOf, sentence }
}
