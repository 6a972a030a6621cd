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
  const nameOf = await namedValues(
    [item],
    shown.map(({ definition }) => definition),
    principal
  )
  return shown.map((each) => ({ ...each, named: nameOf(each.definition, each.value) }))
}

/** Reads the names behind all values of these attributes at once; what comes back names one. */
export async function namedValues(
  items: readonly ConfigurationItem[],
  definitions: readonly AttributeDefinition[],
  principal: Principal
) {
  const ids = (type: CiAttributeType) =>
    definitions
      .filter((definition) => definition.type === type)
      .flatMap(({ key }) => items.map(({ attributes }) => attributes[key] ?? null))
      .filter((value) => value !== null)
      .map(Number)
  const names: Partial<Record<CiAttributeType, Names>> = {
    reference: await namesOfItems(ids('reference'), principal),
    user: await namesOfPeople(ids('user')),
  }
  return ({ type }: AttributeDefinition, value: unknown): NamedValue | null => {
    const known = value === null || value === undefined ? undefined : names[type]
    return known ? (known.get(Number(value)) ?? { label: null, number: null }) : null
  }
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
