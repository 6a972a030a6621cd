import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { indexedValues, searchedText } from '#cmdb/workflow/indexed_values'
import { endsOf, type ConditionOperator } from '#cmdb/workflow/list_conditions'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'
import { Refusal } from '#core/errors'
import { patternOf } from '#core/queries/where_words'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

type Searchable = Pick<AttributeDefinition, 'id' | 'key' | 'type' | 'options' | 'indexState'>
type Column = 'string_value' | 'number_value' | 'date_value'
type Condition = { column: Column; sign: string; value: string | number }

export type AttributeCondition = {
  attribute: Searchable
  operator: ConditionOperator
  value?: string
}

const ITEM_ID = 'configuration_items.id'
/** With no more rows of the index than this, the ids of the items go into the query. */
const FEW = 1_000
const SIGNS = { is: '=', is_not: '=', less: '<', more: '>' } as const

/**
 * Narrows a query of items to those whose attributes meet every condition, by the side index alone;
 * a value comes as it is typed and means nothing for `empty` and `present`. Less and more leave the
 * value itself out, `between` (`10..20`) does not. Sums are compared within their currency.
 *
 * What few items meet is asked first and its answer put into the query. Never an `exists`: without
 * statistics SQLite looks for each item through all rows of the attribute, which takes seconds.
 * @throws Refusal when an attribute's index is not ready or a value does not fit its type
 */
export async function whereAttributes(
  query: ModelQueryBuilderContract<LucidModel>,
  conditions: readonly AttributeCondition[]
) {
  for (const { attribute, operator, value = '' } of conditions) {
    if (attribute.indexState !== 'ready') {
      throw new Refusal('cmdb.errors.not_searchable', { key: attribute.key })
    }
    const terms = read(attribute, operator, value)
    const found = () =>
      narrowIndex(db.from('ci_attribute_values'), attribute.id, terms).select('item_id')
    if (operator === 'empty' || operator === 'is_not') {
      void query.whereNotIn(ITEM_ID, found())
      continue
    }
    const rows = await found().limit(FEW + 1)
    const few = [...new Set(rows.map((row) => Number(row.item_id)))]
    if (rows.length <= FEW) void query.whereIn(ITEM_ID, few)
    else void query.whereIn(ITEM_ID, found())
  }
}

function narrowIndex(
  index: DatabaseQueryBuilderContract,
  attributeId: number,
  terms: Condition[]
): DatabaseQueryBuilderContract {
  void index.where('attribute_id', attributeId)
  for (const { column, sign, value } of terms) {
    if (sign === 'like') void index.whereRaw(`${column} like ? escape '!'`, [value])
    else void index.where(column, sign, value)
  }
  return index
}

function read(attribute: Searchable, operator: ConditionOperator, text: string): Condition[] {
  switch (operator) {
    case 'empty':
    case 'present':
      return []
    case 'contains':
    case 'starts': {
      const pattern = patternOf(searchedText(attribute.type, text))
      const value = operator === 'starts' ? pattern.replace(/^%/, '') : pattern
      return [{ column: 'string_value', sign: 'like', value }]
    }
    case 'between': {
      const { from, to } = endsOf(text)
      return [
        ...(from === '' ? [] : compare(attribute, '>=', from)),
        ...(to === '' ? [] : compare(attribute, '<=', to)),
      ]
    }
    default:
      return compare(attribute, SIGNS[operator], text)
  }
}

function compare(attribute: Searchable, sign: string, text: string): Condition[] {
  const stored = readAttributeValue(attribute, text)
  const [indexed] = stored === undefined ? [] : indexedValues(attribute.type, stored)
  if (!indexed) throw new Refusal(`cmdb.errors.attribute_type.${attribute.type}`, {}, attribute.key)
  const { string, number, date } = indexed
  if (date !== null) return [{ column: 'date_value', sign, value: date }]
  if (number === null) return [{ column: 'string_value', sign, value: string! }]
  const amount: Condition = { column: 'number_value', sign, value: number }
  return string === null ? [amount] : [amount, { column: 'string_value', sign: '=', value: string }]
}
