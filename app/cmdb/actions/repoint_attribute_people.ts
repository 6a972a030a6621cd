import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Repointing } from '#directory/queries/person_references'

/** Items that name a person by an attribute name the one that is left of two. */
export async function repointAttributePeople({ trx, from, to }: Repointing) {
  const rows = await trx
    .from('ci_attribute_values')
    .join('ci_class_attributes', 'ci_class_attributes.id', 'ci_attribute_values.attribute_id')
    .where('ci_attribute_values.person_id', from)
    .select('ci_attribute_values.item_id', 'ci_class_attributes.key')
  const keys = Map.groupBy(rows, ({ item_id: itemId }) => Number(itemId))
  const items = await ConfigurationItem.query({ client: trx })
    .whereIn('id', [...keys.keys()])
    .forUpdate()
  for (const item of items) {
    const named = keys.get(item.id)!.map(({ key }) => [key, to] as const)
    item.attributes = { ...item.attributes, ...Object.fromEntries(named) }
    await item.save()
  }
  await trx
    .from('ci_attribute_values')
    .where('person_id', from)
    .update({ person_id: to, number_value: to })
}
