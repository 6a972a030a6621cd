import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const PER_READ = 500

/** Organisations of those items that may be changed by a change alone, by item id. */
export async function controlledItems(
  ids: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  for (const some of portions(ids, PER_READ)) {
    const rows = await client
      .from('configuration_items')
      .join('ci_classes', 'ci_classes.id', 'configuration_items.ci_class_id')
      .whereIn('configuration_items.id', some)
      // The item's own word counts before that of its class.
      .whereRaw(
        'coalesce(configuration_items.is_change_controlled, ci_classes.is_change_controlled) = 1'
      )
      .select('configuration_items.id', 'configuration_items.organisation_id as organisationId')
    for (const row of rows) found.set(row.id, row.organisationId)
  }
  return found
}
