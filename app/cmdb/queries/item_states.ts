import { attributeField } from '#cmdb/workflow/field_names'
import { relationKey, type ItemState } from '#cmdb/workflow/item_past'
import { clock } from '#core/clock'
import { isoOfSqlUtc, parseJson } from '#core/columns'
import type { Plain } from '#core/errors'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'

/** An item with what it is at a moment. */
export type ItemAtMoment = { itemId: number; number: string; state: ItemState }
export type CurrentItem = ItemAtMoment & { createdAt: string }

const CHUNK = 500
const COLUMNS = {
  ...{ name: 'name', organisationId: 'organisation_id', status: 'status' },
  ...{ operationalState: 'operational_state', environment: 'environment' },
  ...{ criticality: 'criticality', siteId: 'site_id', serviceId: 'service_id' },
  ...{ supportTeamId: 'support_team_id', changeTeamId: 'change_team_id' },
  ownerPersonId: 'owner_person_id',
  ...{ vendor: 'vendor', model: 'model', serialNumber: 'serial_number' },
  ...{ ipAddress: 'ip_address', description: 'description', tags: 'tags' },
} as const

/**
 * What the items are now, chunk by chunk in order of id, with few statements however many there
 * are; relations are those in force on a day, `YYYY-MM-DD`. Ids that do not exist are left out; a
 * secret is told by a digest of its cipher text.
 */
export async function* itemStates(
  ids: readonly number[],
  day: string = clock.today('utc'),
  client: QueryClientContract = db.connection()
): AsyncGenerator<CurrentItem[]> {
  const inOrder = ids.toSorted((left, right) => left - right)
  const secrets = await secretKeys(client)
  const types = await relationTypes(client)
  for (const some of portions(inOrder, CHUNK)) {
    const rows = await client
      .from('configuration_items')
      .join('ci_classes', 'ci_classes.id', 'configuration_items.ci_class_id')
      .whereIn('configuration_items.id', some)
      .orderBy('configuration_items.id')
      .select('configuration_items.*', 'ci_classes.code as class_code')
    const relations = await relationsOf(some, { day, types, client })
    yield rows.map((row) => ({
      ...{ itemId: row.id, number: row.number, createdAt: isoOfSqlUtc(row.created_at)! },
      state: { values: valuesOf(row, secrets), relations: relations.get(row.id) ?? new Set() },
    }))
    await setImmediate()
  }
}

async function secretKeys(client: QueryClientContract): Promise<Set<string>> {
  const rows = await client.from('ci_class_attributes').where('type', 'secret').select('key')
  return new Set(rows.map(({ key }) => key as string))
}

function valuesOf(row: Record<string, unknown>, secrets: Set<string>): Record<string, Plain> {
  const columns = Object.entries(COLUMNS).map(([field, column]) => [field, row[column] ?? null])
  const override = row.is_change_controlled === null ? null : Boolean(row.is_change_controlled)
  const attributes = Object.entries(parseJson<Record<string, Plain>>(row.attributes) ?? {})
  const shown = attributes.map(([key, value]) => [
    attributeField(key),
    secrets.has(key) ? digest(value) : value,
  ])
  const own = [
    ['classCode', row.class_code],
    ['isChangeControlled', override],
  ]
  return Object.fromEntries([...columns, ...own, ...shown]) as Record<string, Plain>
}

function digest(secret: Plain): string {
  return `secret:${createHash('sha256').update(String(secret)).digest('hex').slice(0, 16)}`
}

async function relationTypes(client: QueryClientContract): Promise<Map<number, string>> {
  const rows = await client.from('relation_types').select('id', 'code')
  return new Map(rows.map(({ id, code }) => [Number(id), String(code)]))
}

type From = { day: string; types: Map<number, string>; client: QueryClientContract }

/** Keys of the relations in force, by item. Types are not joined: their index would lead the way. */
async function relationsOf(ids: number[], { day, types, client }: From) {
  const found = new Map<number, Set<string>>()
  for (const [near, far, direction] of [
    ['source_id', 'target_id', 'forward'],
    ['target_id', 'source_id', 'inverse'],
  ] as const) {
    const rows = await client
      .from('ci_relations')
      .whereIn(near, ids)
      .where((valid) => void valid.whereNull('valid_from').orWhere('valid_from', '<=', day))
      .where((valid) => void valid.whereNull('valid_to').orWhere('valid_to', '>=', day))
      .select(`${near} as near`, `${far} as far`, 'relation_type_id')
    for (const row of rows) {
      const keys = found.get(row.near) ?? new Set()
      keys.add(relationKey({ type: types.get(row.relation_type_id)!, direction, itemId: row.far }))
      found.set(row.near, keys)
    }
  }
  return found
}
