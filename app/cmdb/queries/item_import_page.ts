import { itemFields, type NamedField } from '#cmdb/imports/item_fields'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { ImportSettings } from '#core/imports/import_types'
import type { Principal } from '#directory/queries/principal'

export type FieldChoice = { key: string; labelRu: string | null; labelEn: string | null }

/** Fields that columns may be chosen for; those without labels are named by the catalogue. */
export async function fieldChoices(options: ImportSettings['options']): Promise<FieldChoice[]> {
  const fields: NamedField[] = await itemFields(options)
  return fields.map(({ key, labelRu, labelEn }) => ({ key, labelRu, labelEn }))
}

/** Those of the items a row may mean whom one may see. */
export async function visibleItems(
  principal: Principal,
  ids: readonly number[]
): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const items = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', [...new Set(ids)])
    .select('configuration_items.id')
  return new Set(items.map(({ id }) => id))
}
