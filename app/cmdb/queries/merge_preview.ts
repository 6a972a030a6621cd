import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { classAttributes } from '#cmdb/queries/class_attributes'
import type { Plain } from '#core/errors'
import db from '@adonisjs/lucid/services/db'

export type MergeField = {
  field: string
  labelRu: string | null
  labelEn: string | null
  kept: Plain
  merged: Plain
}

const HIDDEN = new Set(['siteId', 'supportTeamId', 'ownerPersonId', 'serviceId'])

/** Fields in which two items differ, and what the one that goes hands over. */
export async function mergePreview(kept: ConfigurationItem, merged: ConfigurationItem) {
  const attributes = await classAttributes(kept.ciClassId)
  const columns = (Object.keys(ITEM_COLUMNS) as ItemColumn[]).filter((field) => !HIDDEN.has(field))
  const fields: MergeField[] = [
    ...columns.map((field) => ({
      ...{ field, labelRu: null, labelEn: null },
      ...{ kept: kept[field] as Plain, merged: merged[field] as Plain },
    })),
    ...attributes.map(({ key, labelRu, labelEn }) => ({
      ...{ field: `attributes.${key}`, labelRu, labelEn },
      kept: (kept.attributes[key] ?? null) as Plain,
      merged: (merged.attributes[key] ?? null) as Plain,
    })),
  ]
  const relations = await db
    .from('ci_relations')
    .where('source_id', merged.id)
    .orWhere('target_id', merged.id)
    .count('* as total')
    .first()
  return {
    fields: fields.filter((each) => each.kept !== each.merged && each.merged !== null),
    relations: Number(relations.total),
  }
}
