import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { sourceNames } from '#cmdb/queries/ci_sources'
import { classSchema } from '#cmdb/queries/class_schema'
import { describeChanges } from '#cmdb/queries/describe_changes'
import { itemOrigins } from '#cmdb/queries/item_origins'
import type { ShownValue } from '#cmdb/queries/item_value_names'
import { attributeField } from '#cmdb/workflow/field_names'
import type { Plain } from '#core/errors'
import { fromSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

export type FieldSource = {
  field: string
  /** In the reader's language. */
  label: string
  value: ShownValue | null
  source: string | null
  at: string | null
  isLocked: boolean
}

/** Where each value of an item comes from, what is locked, and which sources bring the item. */
export async function itemSources(item: ConfigurationItem, principal: Principal) {
  await item.load('ciClass')
  const [schema, origins, names, seen] = await Promise.all([
    classSchema(item.ciClass),
    itemOrigins([item.id]),
    sourceNames(),
    sightingsOf(item.id),
  ])
  const own = origins.get(item.id) ?? {}
  const values: [string, unknown][] = [
    ...(Object.keys(ITEM_COLUMNS) as ItemColumn[]).map((key): [string, unknown] => [
      key,
      item[key],
    ]),
    ...schema.definitions.map(({ key }): [string, unknown] => [
      attributeField(key),
      item.attributes[key],
    ]),
  ]
  const changes = values.map(([field, value]) => ({
    ...{ field, before: null, after: (value ?? null) as Plain },
  }))
  const [shown] = await describeChanges([{ classCode: item.ciClass.code, changes }], principal)
  const fields = shown!.map(({ field, label, after }): FieldSource => ({
    ...{ field, label, value: after, isLocked: own[field]?.isLocked === true },
    ...{ source: own[field]?.source ?? null, at: own[field]?.at ?? null },
  }))
  return { fields, names, seen }
}

async function sightingsOf(itemId: number) {
  const rows = await db
    .from('ci_sightings')
    .join('ci_sources', 'ci_sources.id', 'ci_sightings.ci_source_id')
    .where('ci_sightings.item_id', itemId)
    .orderBy('ci_sources.name')
    .select('ci_sources.name', 'ci_sightings.last_seen_at', 'ci_sightings.is_missing')
  return rows.map((row) => ({
    ...{ name: row.name as string, isMissing: Boolean(row.is_missing) },
    at: fromSqlUtc(row.last_seen_at)!.toISO()!,
  }))
}
