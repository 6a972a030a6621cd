import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { indexedValues, searchedText } from '#cmdb/workflow/indexed_values'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'
import { Refusal } from '#core/errors'
import { patternOf } from '#core/queries/where_words'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

export const ATTRIBUTE_OPERATORS = [
  'is',
  'is_not',
  'contains',
  'starts',
  'less',
  'more',
  'empty',
  'present',
] as const
export type AttributeOperator = (typeof ATTRIBUTE_OPERATORS)[number]

type Searchable = Pick<AttributeDefinition, 'id' | 'key' | 'type' | 'options' | 'indexState'>
type Column = 'string_value' | 'number_value' | 'date_value'
type Condition = { column: Column; sign: string; value: string | number }

const SIGNS = { is: '=', is_not: '=', less: '<', more: '>' } as const

/**
 * Narrows a query of items to those whose attribute meets the condition, by the side index alone;
 * `value` comes as it is typed and means nothing for `empty` and `present`. Less and more leave the
 * value itself out. Sums are compared within their currency: `1500 RUB`.
 * @throws Refusal when the attribute's index is not ready or the value does not fit its type
 */
export function whereAttribute(
  query: ModelQueryBuilderContract<LucidModel>,
  attribute: Searchable,
  operator: AttributeOperator,
  value = ''
) {
  if (attribute.indexState !== 'ready') {
    throw new Refusal('cmdb.errors.not_searchable', { key: attribute.key })
  }
  const conditions =
    operator === 'empty' || operator === 'present' ? [] : read(attribute, operator, value)
  const isNegated = operator === 'empty' || operator === 'is_not'
  const found = (index: Parameters<typeof narrow>[0]) => narrow(index, attribute.id, conditions)
  if (isNegated) void query.whereNotIn('configuration_items.id', found as never)
  else void query.whereIn('configuration_items.id', found as never)
}

type IndexQuery = {
  from(table: string): IndexQuery
  select(column: string): IndexQuery
  where(column: string, sign: string | number, value?: string | number): IndexQuery
  whereRaw(sql: string, bindings: (string | number)[]): IndexQuery
}

function narrow(index: IndexQuery, attributeId: number, conditions: Condition[]) {
  index.from('ci_attribute_values').select('item_id').where('attribute_id', attributeId)
  for (const { column, sign, value } of conditions) {
    if (sign === 'like') index.whereRaw(`${column} like ? escape '!'`, [value])
    else index.where(column, sign, value)
  }
}

function read(attribute: Searchable, operator: AttributeOperator, text: string): Condition[] {
  if (operator === 'contains' || operator === 'starts') {
    const pattern = patternOf(searchedText(attribute.type, text))
    const value = operator === 'starts' ? pattern.replace(/^%/, '') : pattern
    return [{ column: 'string_value', sign: 'like', value }]
  }
  const stored = readAttributeValue(attribute, text)
  const [indexed] = stored === undefined ? [] : indexedValues(attribute.type, stored)
  if (!indexed) throw new Refusal(`cmdb.errors.attribute_type.${attribute.type}`, {}, attribute.key)
  const sign = SIGNS[operator as keyof typeof SIGNS]
  const { string, number, date } = indexed
  if (date !== null) return [{ column: 'date_value', sign, value: date }]
  if (number === null) return [{ column: 'string_value', sign, value: string! }]
  const amount: Condition = { column: 'number_value', sign, value: number }
  return string === null ? [amount] : [amount, { column: 'string_value', sign: '=', value: string }]
}
