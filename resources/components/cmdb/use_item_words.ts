import type { ItemAttribute } from '~/components/cmdb/types'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'

const CODED_FIELDS: Record<string, string> = {
  status: 'status',
  environment: 'environment',
  criticality: 'criticality',
  operationalState: 'operational',
}
const ATTRIBUTE = 'attributes.'

/** Names of an item's fields and attributes, and their values as people read them. */
export function useItemWords(attributes: () => ItemAttribute[]) {
  const { t, pick } = useLanguage()
  const { date, dateTime, money } = useFormat()

  function attributeOf(field: string): ItemAttribute | undefined {
    return field.startsWith(ATTRIBUTE)
      ? attributes().find(({ key }) => key === field.slice(ATTRIBUTE.length))
      : undefined
  }

  function fieldName(field: string): string {
    const attribute = attributeOf(field)
    return attribute ? attributeName(attribute) : t(`fields.${field}`)
  }

  function attributeName({ labelRu, labelEn }: { labelRu: string; labelEn: string }): string {
    return pick(labelRu, labelEn)
  }

  function unitName(unit: string | null): string {
    if (!unit) return ''
    const name = t(`cmdb.unit.${unit}`)
    // Signs such as % are the same in every language and have no entry.
    return name.startsWith('cmdb.') ? unit : name
  }

  function attributeValue(
    { type, unit, options, named, value: now }: ItemAttribute,
    value: unknown
  ) {
    if (value === null || value === undefined || value === '') return '—'
    if (type === 'bool') return t(`cmdb.bool.${String(value)}`)
    if (type === 'date') return date(String(value))
    if (type === 'datetime') return dateTime(String(value))
    if (type === 'money') {
      const { amountMinor, currency } = value as { amountMinor: number; currency: string }
      return money(amountMinor, currency)
    }
    if (type === 'enum' || type === 'multi_enum') {
      return [value].flat().map(optionName).join(', ')
    }
    if (type === 'reference' || type === 'user') {
      return (value === now && named?.label) || `№ ${String(value)}`
    }
    function optionName(each: unknown): string {
      const option = options?.find((known) => known.value === each)
      return option ? pick(option.labelRu, option.labelEn) : String(each)
    }
    return `${[value].flat().map(String).join(', ')} ${unitName(unit)}`.trim()
  }

  function fieldValue(field: string, value: unknown): string {
    const attribute = attributeOf(field)
    if (attribute) return attributeValue(attribute, value)
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'object') return JSON.stringify(value)
    const coded = CODED_FIELDS[field]
    return coded ? t(`cmdb.${coded}.${String(value)}`) : String(value)
  }

  return { fieldName, fieldValue, attributeName, attributeValue, unitName }
}
