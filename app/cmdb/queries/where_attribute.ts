import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { indexedValues, searchedText } from '#cmdb/workflow/indexed_values'
import { endsOf, type ConditionOperator } from '#cmdb/workflow/list_conditions'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'
import { Refusal } from '#core/errors'
import { COUNT_LIMIT } from '#core/queries/list_page'
import { patternOf } from '#core/queries/where_words'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

type Searchable = Pick<AttributeDefinition, 'id' | 'key' | 'type' | 'options' | 'indexState'>
type Column = 'string_value' | 'number_value' | 'date_value'
type Term = { column: Column; sign: string; value: string | number }

export type AttributeCondition = {
  attribute: Searchable
  operator: ConditionOperator
  value?: string
}

/** A condition as the side index is asked. */
export type IndexCondition = { attributeId: number; operator: ConditionOperator; terms: Term[] }

const ITEM_ID = 'configuration_items.id'
/** With no more items than this, their ids go into the query. */
const FEW = COUNT_LIMIT
const SIGNS = { is: '=', is_not: '=', less: '<', more: '>' } as const

/**
 * A condition read for the side index; its value comes as it is typed and means nothing for `empty`
 * and `present`. Less and more leave the value itself out, `between` (`10..20`) does not. Sums are
 * compared within their currency.
 * @throws Refusal when an attribute's index is not ready or a value does not fit its type
 */
export function readCondition({ attribute, operator, value = '' }: AttributeCondition) {
  if (attribute.indexState !== 'ready') {
    throw new Refusal('cmdb.errors.not_searchable', { key: attribute.key })
  }
  return { attributeId: attribute.id, operator, terms: read(attribute, operator, value) }
}

/**
 * Narrows a query of items to those whose attributes meet every condition, by the side index alone.
 *
 * The index is asked first, for all conditions at once, and what few items meet is put into the
 * query: wide rows are then read by their keys. Never an `exists`: without statistics SQLite looks for
 * each item through all rows of the attribute, which takes seconds.
 * @returns whether few items are left, no more than a list counts
 */
export async function whereAttributes(
  query: ModelQueryBuilderContract<LucidModel>,
  conditions: readonly IndexCondition[]
): Promise<boolean> {
  const without = conditions.filter(isWithout)
  const having = conditions.filter((each) => !isWithout(each))
  for (const each of without) void query.whereNotIn(ITEM_ID, rowsOf(each).select('item_id'))
  if (having.length === 0) return false

  const found = await itemsHaving(having).limit(FEW + 1)
  if (found.length <= FEW) {
    // As text: thousands of bindings cost more than what they find.
    const ids = new Set(found.map((row) => Number(row.item_id)))
    void query.whereRaw(`${ITEM_ID} in (${[...ids].join(',') || 'null'})`)
    return true
  }
  for (const each of having) void query.whereIn(ITEM_ID, rowsOf(each).select('item_id'))
  return false
}

function isWithout({ operator }: IndexCondition) {
  return operator === 'empty' || operator === 'is_not'
}

/** Equal values innermost: both databases then walk one index and look into the other. */
function itemsHaving(conditions: readonly IndexCondition[]): DatabaseQueryBuilderContract {
  const ordered = [...conditions].sort((a, b) => Number(isEqual(b)) - Number(isEqual(a)))
  const [first, ...others] = ordered.map((each) => rowsOf(each).select('item_id'))
  return others.reduce((inner, outer) => outer.whereIn('item_id', inner), first!)
}

function isEqual({ terms }: IndexCondition) {
  return terms.length > 0 && terms.every(({ sign }) => sign === '=')
}

function rowsOf({ attributeId, terms }: IndexCondition): DatabaseQueryBuilderContract {
  const index = db.from('ci_attribute_values').where('attribute_id', attributeId)
  for (const { column, sign, value } of terms) {
    if (sign === 'like') void index.whereRaw(`${column} like ? escape '!'`, [value])
    else void index.where(column, sign, value)
  }
  return index
}

function read(attribute: Searchable, operator: ConditionOperator, text: string): Term[] {
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

function compare(attribute: Searchable, sign: string, text: string): Term[] {
  const stored = readAttributeValue(attribute, text)
  const [indexed] = stored === undefined ? [] : indexedValues(attribute.type, stored)
  if (!indexed) throw new Refusal(`cmdb.errors.attribute_type.${attribute.type}`, {}, attribute.key)
  const { string, number, date } = indexed
  if (date !== null) return [{ column: 'date_value', sign, value: date }]
  if (number === null) return [{ column: 'string_value', sign, value: string! }]
  const amount: Term = { column: 'number_value', sign, value: number }
  return string === null ? [amount] : [amount, { column: 'string_value', sign: '=', value: string }]
}
