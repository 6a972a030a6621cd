import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { classSchema } from '#cmdb/queries/class_schema'
import { SECRET_MASK, type CiAttributeType } from '#cmdb/workflow/attribute_types'
import { attributeField } from '#cmdb/workflow/field_names'
import type { Plain } from '#core/errors'
import db from '@adonisjs/lucid/services/db'
import { isDeepStrictEqual } from 'node:util'

export type MergeField = {
  field: string
  labelRu: string | null
  labelEn: string | null
  kept: Plain
  merged: Plain
}

const HIDDEN = new Set(['siteId', 'supportTeamId', 'changeTeamId', 'ownerPersonId', 'serviceId'])
/** Ids tell a reader nothing. */
const NAMED: ReadonlySet<CiAttributeType> = new Set(['reference', 'user'])

/** Fields in which two items differ, and what the one that goes hands over; secrets are masked. */
export async function mergePreview(kept: ConfigurationItem, merged: ConfigurationItem) {
  await kept.load('ciClass')
  const schema = await classSchema(kept.ciClass)
  const columns = (Object.keys(ITEM_COLUMNS) as ItemColumn[]).filter((field) => !HIDDEN.has(field))
  const fields: MergeField[] = [
    ...columns
      .filter((field) => merged[field] !== null && kept[field] !== merged[field])
      .map((field) => ({
        ...{ field, labelRu: null, labelEn: null },
        ...{ kept: kept[field] as Plain, merged: merged[field] as Plain },
      })),
    ...schema.definitions
      .filter(({ key, type }) => !NAMED.has(type) && isHandedOver(kept, merged, key))
      .map(({ key, type, labelRu, labelEn }) => ({
        ...{ field: attributeField(key), labelRu, labelEn },
        kept: shown(type, kept.attributes[key]),
        merged: shown(type, merged.attributes[key]),
      })),
  ]
  const relations = await db
    .from('ci_relations')
    .where('source_id', merged.id)
    .orWhere('target_id', merged.id)
    .count('* as total')
    .first()
  return { fields, relations: Number(relations.total) }
}

function isHandedOver(kept: ConfigurationItem, merged: ConfigurationItem, key: string): boolean {
  const [own, other] = [kept.attributes[key] ?? null, merged.attributes[key] ?? null]
  return other !== null && !isDeepStrictEqual(own, other)
}

function shown(type: CiAttributeType, value: unknown): Plain {
  if (value === undefined || value === null) return null
  return type === 'secret' ? SECRET_MASK : (value as Plain)
}
