import { MOST_VALUES, type AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { tagsOf, tagText } from '#cmdb/workflow/tags'
import { Refusal, type Plain } from '#core/errors'

/** How the several values of a field are read from what is stored, and stored again. */
export type SeveralValues = {
  read(stored: Plain): string[]
  /** @throws Refusal when there are more than the field may hold */
  store(values: readonly string[]): Plain
}

const TAGS: SeveralValues = { read: (stored) => tagsOf(stored as string | null), store: tagText }

/** Of several values of a type, in the order in which forms and files store them. */
const VALUES: SeveralValues = {
  read: listed,
  store: (values) => {
    if (values.length > MOST_VALUES) {
      throw new Refusal('cmdb.errors.attribute.too_many', { most: MOST_VALUES })
    }
    return values.length > 0 ? values.toSorted() : null
  },
}

type Known = Pick<AttributeDefinition, 'type' | 'options' | 'isMultiple'>

/** Null for a field that holds one value (domain §4.8: several are united, one is reconciled). */
export function severalValues(
  field: string,
  definitions: ReadonlyMap<string, Known>
): SeveralValues | null {
  if (field === 'tags') return TAGS
  const key = attributeKeyOf(field)
  const definition = key === null ? undefined : definitions.get(key)
  if (definition?.type === 'multi_enum') return choices(definition)
  return definition?.isMultiple ? VALUES : null
}

/** In the order of the options, as forms and files store them. */
function choices({ options }: Known): SeveralValues {
  const order = options?.map(({ value }) => value) ?? []
  const placeOf = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length)
  return {
    read: listed,
    store: (values) =>
      values.length > 0 ? values.toSorted((one, other) => placeOf(one) - placeOf(other)) : null,
  }
}

function listed(stored: Plain): string[] {
  return Array.isArray(stored) ? stored.map(String) : []
}
