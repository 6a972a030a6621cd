import type { AttributeValues } from '#cmdb/workflow/class_schema'
import { identifyingField } from '#cmdb/workflow/identifiers'
import { identityOf } from '#cmdb/workflow/identity_values'

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
    const values = fields.map((field) => valueOf(item, field))
    if (values.includes(null)) return []
    return [[item.organisationId, classId, fields.join('+'), ...values].join('\n')]
  })
}

function valueOf({ name, columns, attributes }: Identified, field: string): string | null {
  const value = field === 'name' ? name : (columns[field] ?? attributes[field])
  const plain = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  return identityOf(identifyingField(field), plain)
}
