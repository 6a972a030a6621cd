import type { FormAttribute, ItemAttribute } from '~/components/cmdb/types'

/** What a field holds while it is typed: text, several choices, or null for a secret taken away. */
export type Typed = string | string[] | null

type Money = { amountMinor: number; currency: string }

/** The field of a value as the form opens with it. */
export function typedValue({ type, value, isMultiple }: ItemAttribute): Typed {
  if (type === 'multi_enum' || isMultiple) return Array.isArray(value) ? value : []
  if (value === null || type === 'secret') return ''
  if (type === 'money') return moneyText(value as Money)
  return String(value)
}

/** The field of a new item: the default, which may be taken away. */
export function typedDefault({ type, defaultValue, isMultiple }: FormAttribute): Typed {
  return type === 'multi_enum' || isMultiple ? [] : (defaultValue ?? '')
}

export function moneyText({ amountMinor, currency }: Money): string {
  return `${(amountMinor / 100).toFixed(2)} ${currency}`
}

/** Attributes under the headings of their sections, in order; those without one come first. */
export function inSections<Each extends FormAttribute>(
  attributes: readonly Each[],
  nameOf: (attribute: Each) => string
): { name: string; attributes: Each[] }[] {
  const groups = Map.groupBy(attributes, nameOf)
  return [...groups]
    .map(([name, members]) => ({ name, attributes: members }))
    .toSorted((one, other) => Number(one.name !== '') - Number(other.name !== ''))
}
