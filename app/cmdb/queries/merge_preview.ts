import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { classSchema } from '#cmdb/queries/class_schema'
import { describeChanges } from '#cmdb/queries/describe_changes'
import { attributeField } from '#cmdb/workflow/field_names'
import type { Plain } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import { isDeepStrictEqual } from 'node:util'

/** Both values in the reader's language; null is none. */
export type MergeField = {
  field: string
  label: string
  kept: string | null
  merged: string
}

/** Fields in which two items differ, and what the one that goes hands over; secrets are masked. */
export async function mergePreview(
  kept: ConfigurationItem,
  merged: ConfigurationItem,
  principal: Principal
) {
  await kept.load('ciClass')
  const { definitions } = await classSchema(kept.ciClass)
  const sides = [
    ...(Object.keys(ITEM_COLUMNS) as ItemColumn[]).map((field) => ({
      ...{ field: field as string, before: plainOf(kept[field]), after: plainOf(merged[field]) },
    })),
    ...definitions.map(({ key }) => ({
      field: attributeField(key),
      before: plainOf(kept.attributes[key]),
      after: plainOf(merged.attributes[key]),
    })),
  ]
  const changes = sides.filter(
    ({ before, after }) => after !== null && !isDeepStrictEqual(before, after)
  )
  const [told] = await describeChanges([{ classCode: kept.ciClass.code, changes }], principal)
  const fields = told!.map(({ field, label, before, after }): MergeField => ({
    ...{ field, label, kept: before?.text ?? null, merged: after!.text },
  }))
  const relations = await db
    .from('ci_relations')
    .where('source_id', merged.id)
    .orWhere('target_id', merged.id)
    .count('* as total')
    .first()
  return { fields, relations: Number(relations.total) }
}

function plainOf(value: unknown): Plain {
  return (value ?? null) as Plain
}
