import type { AttributeValues } from '#cmdb/workflow/class_schema'
import { normalisedText } from '#cmdb/workflow/indexed_values'

type Identified = {
  organisationId: number
  name: string
  /** The columns that identify, by their names in the database. */
  columns: Readonly<Record<string, unknown>>
  attributes: AttributeValues
}
type Identifier = { classId: number; fields: readonly string[] }

/**
 * What an item shares with its duplicates: a key for each identifier of which it has all values
 * (domain §4.8), always within one organisation.
 */
export function identityKeys(item: Identified, identifiers: readonly Identifier[]): string[] {
  return identifiers.flatMap(({ classId, fields }) => {
    const values = fields.map((field) => textOf(item, field))
    if (values.includes('')) return []
    return [[item.organisationId, classId, fields.join('+'), ...values].join('\n')]
  })
}

function textOf({ name, columns, attributes }: Identified, field: string): string {
  const value = field === 'name' ? name : (columns[field] ?? attributes[field])
  if (value === null || value === undefined) return ''
  const type = field === 'mac' || field === 'fqdn' ? field : 'string'
  const plain = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return normalisedText(type, plain)
}
