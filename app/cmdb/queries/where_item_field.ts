import type ConfigurationItem from '#cmdb/models/configuration_item'
import { plainTag, splitTags } from '#cmdb/workflow/tags'
import { FIELD_OPERATORS, ITEM_FIELDS } from '#cmdb/workflow/item_fields'
import type { ListCondition } from '#cmdb/workflow/list_conditions'
import { patternOf } from '#core/queries/where_words'
import db from '@adonisjs/lucid/services/db'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

type Query = ModelQueryBuilderContract<typeof ConfigurationItem>

/**
 * Narrows a query of items by a field that every item has; several values stand with commas between
 * them. A field or an operator that there is not narrows nothing and gives false.
 */
export function whereItemField(query: Query, { field, operator, value }: ListCondition): boolean {
  const known = ITEM_FIELDS.find(({ key }) => key === field)
  if (!known || !FIELD_OPERATORS[known.kind].includes(operator)) return false
  const column = `configuration_items.${known.column}`
  if (known.kind === 'tags') {
    whereTags(query, { operator, value })
    return true
  }
  const isText = known.kind === 'text'
  const values = isText ? [value] : value.split(',').map((each) => each.trim())
  switch (operator) {
    case 'is':
      void query.whereIn(column, values)
      break
    case 'is_not':
      // What has no value is not this value either.
      void query.where((inner) => void inner.whereNotIn(column, values).orWhereNull(column))
      break
    case 'contains':
      void query.whereRaw(`lower(${column}) like ? escape '!'`, [patternOf(value)])
      break
    case 'starts': {
      const pattern = patternOf(value).replace(/^%/, '')
      void query.whereRaw(`lower(${column}) like ? escape '!'`, [pattern])
      break
    }
    case 'empty':
      void query.where((inner) => {
        void inner.whereNull(column)
        if (isText) void inner.orWhere(column, '')
      })
      break
    case 'present':
      void query.whereNotNull(column)
      if (isText) void query.whereNot(column, '')
      break
    default:
      return false
  }
  return true
}

/** One of several tags is enough; what has none of them is not tagged so. */
function whereTags(query: Query, { operator, value }: Omit<ListCondition, 'field'>) {
  const tagged = () =>
    db.from('ci_tags').whereIn('tag', splitTags(value).map(plainTag)).select('item_id')
  const id = 'configuration_items.id'
  if (operator === 'is') void query.whereIn(id, tagged())
  else if (operator === 'is_not') void query.whereNotIn(id, tagged())
  else if (operator === 'empty') void query.whereNull('configuration_items.tags')
  else void query.whereNotNull('configuration_items.tags')
}
