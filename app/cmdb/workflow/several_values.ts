import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { tagsOf, tagText } from '#cmdb/workflow/tags'
import type { Plain } from '#core/errors'

/** How the several values of a field are read from what is stored, and stored again. */
export type SeveralValues = {
  read(stored: Plain): string[]
  /** @throws Refusal when there are more than the field may hold */
  store(values: readonly string[]): Plain
}

const TAGS: SeveralValues = { read: (stored) => tagsOf(stored as string | null), store: tagText }

type Known = Pick<AttributeDefinition, 'type' | 'options'>

/** Null for a field that holds one value (domain §4.8: several are united, one is reconciled). */
export function severalValues(
  field: string,
  definitions: ReadonlyMap<string, Known>
): SeveralValues | null {
  if (field === 'tags') return TAGS
  const key = attributeKeyOf(field)
  const definition = key === null ? undefined : definitions.get(key)
  return definition?.type === 'multi_enum' ? choices(definition) : null
}

/** In the order of the options, as forms and files store them. */
function choices({ options }: Known): SeveralValues {
  const order = options?.map(({ value }) => value) ?? []
  const placeOf = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length)
  return {
    read: (stored) => (Array.isArray(stored) ? stored.map(String) : []),
    store: (values) =>
      values.length > 0 ? values.toSorted((one, other) => placeOf(one) - placeOf(other)) : null,
  }
}
