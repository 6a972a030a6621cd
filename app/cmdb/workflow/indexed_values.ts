import type {
  AttributeDefinition,
  AttributeValue,
  CiAttributeType,
  MoneyValue,
} from '#cmdb/workflow/attribute_types'
import { plainFqdn, plainMac, plainText } from '#cmdb/workflow/normalise'
import { exact } from '#core/money'
import { createHash } from 'node:crypto'

/** How the side index holds one value: what it is found and compared by. */
export type IndexedValue = {
  string: string | null
  number: number | null
  /** `YYYY-MM-DD HH:mm:ss` in UTC. */
  date: string | null
  personId: number | null
}

const LONGEST_STRING = 190
const NOTHING: IndexedValue = { string: null, number: null, date: null, personId: null }

/** Values of these types are always in the index: people become one, and items are looked up. */
const ALWAYS: readonly CiAttributeType[] = ['user', 'reference']

export function isIndexed(
  definition: Pick<AttributeDefinition, 'type' | 'isSearchable' | 'uniqueScope'>
): boolean {
  const { type, isSearchable, uniqueScope } = definition
  return ALWAYS.includes(type) || isSearchable || uniqueScope !== null
}

/** The rows of one value in the index; a choice of several has a row for each. */
export function indexedValues(type: CiAttributeType, value: AttributeValue): IndexedValue[] {
  if (Array.isArray(value)) {
    return value.map((each) => ({ ...NOTHING, string: searchedText(type, each) }))
  }
  switch (type) {
    case 'int':
    case 'decimal':
    case 'reference':
      return [{ ...NOTHING, number: Number(value) }]
    case 'user':
      return [{ ...NOTHING, number: Number(value), personId: Number(value) }]
    case 'date':
      return [{ ...NOTHING, date: `${String(value)} 00:00:00` }]
    case 'datetime':
      return [{ ...NOTHING, date: String(value).replace('T', ' ').replace('Z', '') }]
    case 'money': {
      const { amountMinor, currency } = value as MoneyValue
      return [{ ...NOTHING, number: amountMinor / 100, string: currency.toLowerCase() }]
    }
    default:
      return [{ ...NOTHING, string: searchedText(type, String(value)) }]
  }
}

/**
 * The text by which two values are the same (§4.8): without case, a MAC address without separators,
 * a host name without its last dot, spaces once.
 */
export function normalisedText(type: CiAttributeType, value: string): string {
  if (type === 'mac') return plainMac(value)
  return type === 'fqdn' ? plainFqdn(value) : plainText(value)
}

/** The digest two equal values share, equal on every database. */
export function uniqueDigest(type: CiAttributeType, value: AttributeValue): string {
  const text = type === 'decimal' ? exact(String(value)).toString() : String(value)
  return createHash('sha256').update(normalisedText(type, text)).digest('hex')
}

/** What the index holds of a text, and what is looked for in it. */
export function searchedText(type: CiAttributeType, text: string): string {
  return [...normalisedText(type, text)].slice(0, LONGEST_STRING).join('')
}
