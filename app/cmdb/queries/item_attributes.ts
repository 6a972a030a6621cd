import ConfigurationItem from '#cmdb/models/configuration_item'
import { classSchema } from '#cmdb/queries/class_schema'
import type { AttributeDefinition, CiAttributeType } from '#cmdb/workflow/attribute_types'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'

/** What a value that is the id of a record reads as; an item one may not see has no name. */
export type NamedValue = { label: string | null; number: string | null }
export type ItemAttribute = {
  definition: AttributeDefinition
  value: unknown
  named: NamedValue | null
}

/** The attributes of an item's class with its values; retired ones as far as it has any. */
export async function itemAttributes(
  item: ConfigurationItem,
  principal: Principal
): Promise<ItemAttribute[]> {
  const { definitions } = await classSchema(item.ciClass)
  const shown = definitions
    .map((definition) => ({ definition, value: item.attributes[definition.key] ?? null }))
    .filter(({ definition, value }) => value !== null || !definition.isRetired)
  const ids = (type: CiAttributeType) =>
    shown
      .filter(({ definition, value }) => definition.type === type && value !== null)
      .map(({ value }) => Number(value))
  const items = await namesOfItems(ids('reference'), principal)
  const people = await namesOfPeople(ids('user'))
  return shown.map((each) => {
    const { type } = each.definition
    const names = type === 'reference' ? items : type === 'user' ? people : null
    const isNamed = names !== null && each.value !== null
    const hidden = { label: null, number: null }
    return { ...each, named: isNamed ? (names.get(Number(each.value)) ?? hidden) : null }
  })
}

type Names = Map<number, NamedValue>

async function namesOfItems(ids: number[], principal: Principal): Promise<Names> {
  if (ids.length === 0) return new Map()
  const items = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', ids)
    .select('configuration_items.id', 'configuration_items.name', 'configuration_items.number')
  return new Map(items.map(({ id, name, number }) => [id, { label: name, number }]))
}

/** As with the owner: who sees the item sees whom it names. */
async function namesOfPeople(ids: number[]): Promise<Names> {
  if (ids.length === 0) return new Map()
  const people = await Person.query().whereIn('id', ids)
  return new Map(people.map(({ id, displayName }) => [id, { label: displayName, number: null }]))
}
