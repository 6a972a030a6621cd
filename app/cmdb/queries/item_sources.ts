import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { sourceNames } from '#cmdb/queries/ci_sources'
import { classSchema } from '#cmdb/queries/class_schema'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { attributeField } from '#cmdb/workflow/field_names'
import type { Plain } from '#core/errors'
import { fromSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

export type FieldSource = {
  field: string
  labelRu: string | null
  labelEn: string | null
  value: Plain
  source: string | null
  at: string | null
  isLocked: boolean
}

const REFERENCES = new Set([
  'siteId',
  'supportTeamId',
  'changeTeamId',
  'ownerPersonId',
  'serviceId',
])

/** Where each value of an item comes from, what is locked, and which sources bring the item. */
export async function itemSources(item: ConfigurationItem) {
  const [schema, origins, names, seen] = await Promise.all([
    classSchema(item.ciClass),
    itemOrigins([item.id]),
    sourceNames(),
    sightingsOf(item.id),
  ])
  const own = origins.get(item.id) ?? {}
  const fact = (field: string, value: unknown, labels: [string, string] | null): FieldSource => ({
    ...{ field, labelRu: labels?.[0] ?? null, labelEn: labels?.[1] ?? null },
    value: REFERENCES.has(field) && value !== null ? true : ((value ?? null) as Plain),
    ...{ source: own[field]?.source ?? null, at: own[field]?.at ?? null },
    isLocked: own[field]?.isLocked === true,
  })
  const columns = Object.keys(ITEM_COLUMNS) as ItemColumn[]
  const fields = [
    ...columns.map((field) => fact(field, item[field], null)),
    ...schema.definitions.map(({ key, type, labelRu, labelEn }) => {
      const value = item.attributes[key] ?? null
      const isHidden = type === 'secret' && value !== null
      const isNamed = type === 'reference' || type === 'user'
      const shown = isHidden ? SECRET_MASK : isNamed && value !== null ? true : value
      return fact(attributeField(key), shown, [labelRu, labelEn])
    }),
  ]
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
