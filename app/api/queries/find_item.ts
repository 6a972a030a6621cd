import type ConfigurationItem from '#cmdb/models/configuration_item'
import { classAttributes } from '#cmdb/queries/class_attributes'
import { findConfigurationItemForPage } from '#cmdb/queries/find_configuration_item'
import type { Principal } from '#directory/queries/principal'

export type ItemAnswer = { item: ConfigurationItem; attributes: Record<string, unknown> }

/** An item the person may see with the attributes of its class, null where it has none (T2). */
export async function findItem(principal: Principal, number: string): Promise<ItemAnswer> {
  const item = await findConfigurationItemForPage(principal, number)
  const definitions = await classAttributes(item.ciClassId)
  const pairs = definitions.map(({ key }) => [key, item.attributes[key] ?? null] as const)
  return { item, attributes: Object.fromEntries(pairs) }
}
