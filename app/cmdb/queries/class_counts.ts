import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Items of these classes, whoever may see them. */
export async function countItemsBelow(
  client: QueryClientContract,
  classIds: number[]
): Promise<number> {
  const row = await client
    .from('configuration_items')
    .whereIn('ci_class_id', classIds)
    .count('* as total')
    .first()
  return Number(row.total)
}

/** How many items of each class the person may see outside the archive; a class without any is not there. */
export async function countItemsByClass(principal: Principal): Promise<Map<number, number>> {
  const rows = await ConfigurationItem.visibleTo(principal)
    .whereNull('configuration_items.archived_at')
    .groupBy('configuration_items.ci_class_id')
    .select('configuration_items.ci_class_id')
    .count('* as total')
  return new Map(rows.map((row) => [row.ciClassId, Number(row.$extras.total)]))
}
