import type ConfigurationItem from '#cmdb/models/configuration_item'
import { readableAttributes } from '#cmdb/queries/class_schema'
import { findConfigurationItemForPage } from '#cmdb/queries/find_configuration_item'
import type { Principal } from '#directory/queries/principal'

export type ItemAnswer = { item: ConfigurationItem; attributes: Record<string, unknown> }

/**
 * An item the person may see with the attributes of its class, null where it has none (T2); secrets
 * are masked.
 */
export async function findItem(principal: Principal, number: string): Promise<ItemAnswer> {
  const item = await findConfigurationItemForPage(principal, number)
  return { item, attributes: await readableAttributes(item) }
}
