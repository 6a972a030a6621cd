import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { sourceNames } from '#cmdb/queries/ci_sources'
import { classSchema } from '#cmdb/queries/class_schema'
import { describeChanges } from '#cmdb/queries/describe_changes'
import { itemOrigins } from '#cmdb/queries/item_origins'
import type { ShownValue } from '#cmdb/queries/item_value_names'
import type { FieldOrigin } from '#cmdb/workflow/authority'
import type { ClassSchema } from '#cmdb/workflow/class_schema'
import { attributeField, attributeKeyOf } from '#cmdb/workflow/field_names'
import { namedBy } from '#cmdb/workflow/reconcile_values'
import { severalValues } from '#cmdb/workflow/several_values'
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
  /** Of a field with several values: who names which, when last. */
  values: NamedValue[] | null
}
type NamedValue = {
  value: string
  labelRu: string | null
  labelEn: string | null
  sources: { source: string; at: string | null }[]
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
  const raw = new Map(values)
  const fields = shown!.map(({ field, label, after }): FieldSource => {
    const value = (raw.get(field) ?? null) as Plain
    return {
      ...{ field, label, value: after, isLocked: own[field]?.isLocked === true },
      ...{ source: own[field]?.source ?? null, at: own[field]?.at ?? null },
      values: valuesOf({ field, value, origin: own[field] }, schema),
    }
  })
  return { fields, names, seen }
}

type Told = { field: string; value: Plain; origin: FieldOrigin | undefined }

function valuesOf({ field, value, origin }: Told, { byKey }: ClassSchema): NamedValue[] | null {
  const several = severalValues(field, byKey)
  if (!several || value === null) return null
  const key = attributeKeyOf(field)
  const options = key === null ? [] : (byKey.get(key)?.options ?? [])
  return Object.entries(namedBy(several.read(value), origin)).map(([each, sources]) => {
    const option = options.find((known) => known.value === each)
    return {
      ...{ value: each, labelRu: option?.labelRu ?? null, labelEn: option?.labelEn ?? null },
      sources: Object.entries(sources).map(([source, at]) => ({
        source,
        // Of what was there before anybody noted it no moment is known.
        at: at > 0 ? new Date(at).toISOString() : null,
      })),
    }
  })
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
