import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import { errors } from '@adonisjs/lucid'

/** Ids by number; 404 when one does not exist or is not among those the person may see (T2). */
export async function findItemIds(
  principal: Principal,
  numbers: readonly string[]
): Promise<Map<string, number>> {
  if (numbers.length === 0) return new Map()
  const items = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.number', [...numbers])
    .select('configuration_items.id', 'configuration_items.number')
  const idOf = new Map(items.map(({ id, number }) => [number, id]))
  if (numbers.some((number) => !idOf.has(number))) throw new errors.E_ROW_NOT_FOUND()
  return idOf
}
