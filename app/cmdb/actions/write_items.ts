import { CI_SUBJECT, toIndexedItem } from '#cmdb/actions/index_configuration_item'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import { takeNumbers } from '#core/actions/take_number'
import { toSearchRow } from '#core/actions/index_record'
import { upsertRows } from '#core/actions/upsert_rows'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { parseJson, toSqlUtc } from '#core/columns'
import type { FieldChange, Plain } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Values by column name (`serialNumber`) or `attributes.key`; null empties. */
export type ItemWrites = Record<string, Plain>
export type NewItem = { classId: number; organisationId: number; writes: ItemWrites }
export type ItemChangeRow = {
  itemId: number
  /** A row that has another version is not written; undefined takes any. */
  version?: number
  writes: ItemWrites
}
export type ChangedItem = { id: number; before: ItemWrites; organisationId: number; name: string }

type Facts = { actor: Actor; reason?: string | null; action?: string }
type Raw = Record<string, unknown> & { id: number; version: number }

const DEFAULTS = { status: 'in_use', environment: 'prod', criticality: 3 }
const PER_QUERY = 500

/** Adds many items with few statements, with history and search rows; gives ids in order. */
export async function addItems(
  trx: TransactionClientContract,
  items: readonly NewItem[],
  facts: Facts
): Promise<number[]> {
  if (items.length === 0) return []
  const numbers = await takeNumbers(trx, 'configuration_item', items.length)
  const now = toSqlUtc(clock.now())
  const rows = items.map((item, index) => {
    const { columns, attributes } = split({ ...DEFAULTS, ...item.writes })
    return {
      ...{
        number: numbers[index],
        ci_class_id: item.classId,
        organisation_id: item.organisationId,
      },
      ...{ ...EMPTY, ...columns, attributes: JSON.stringify(withoutNulls(attributes)) },
      ...{ operational_state: 'unknown', version: 1, created_at: now, updated_at: now },
    }
  })
  await insertRows(trx, 'configuration_items', rows)
  const ids = await idsOf(trx, numbers)
  const entries = items.map((item, index): AuditEntry => {
    const known = { ciClassId: item.classId, organisationId: item.organisationId }
    const changes = toChanges({}, { ...known, ...DEFAULTS, ...item.writes })
    return entryOf(ids[index]!, { version: 1, organisationId: item.organisationId, changes }, facts)
  })
  await recordAudits(trx, entries)
  await insertRows(
    trx,
    'search_documents',
    rows.map((row, index) => searchRowOf({ ...row, id: ids[index]! }))
  )
  return ids
}

/**
 * Changes many items with few statements, with history and search rows; fields that hold the value
 * already make no change. Gives what was there before; an item with another version is left out.
 */
export async function changeItems(
  trx: TransactionClientContract,
  changes: readonly ItemChangeRow[],
  facts: Facts
): Promise<ChangedItem[]> {
  const raws = await lockItems(
    trx,
    changes.map(({ itemId }) => itemId)
  )
  const now = toSqlUtc(clock.now())
  const written: { raw: Raw; changes: FieldChange[] }[] = []
  const done: ChangedItem[] = []
  for (const { itemId, version, writes } of changes) {
    const raw = raws.get(itemId)
    if (!raw || (version !== undefined && raw.version !== version)) continue
    const { before, fields } = apply(raw, writes)
    if (fields.length > 0) written.push({ raw, changes: fields })
    done.push({
      id: itemId,
      before,
      organisationId: Number(raw.organisation_id),
      name: String(raw.name),
    })
  }
  if (written.length === 0) return done
  const rows = written.map(({ raw }) => toRow(raw, now))
  const update = [...Object.values(ITEM_COLUMNS), 'attributes', 'version', 'updated_at']
  await upsertRows(trx, 'configuration_items', rows, { key: ['id'], update })
  await recordAudits(
    trx,
    written.map(({ raw, changes: fields }) =>
      entryOf(
        raw.id,
        { version: raw.version, organisationId: Number(raw.organisation_id), changes: fields },
        facts
      )
    )
  )
  const documents = written.map(({ raw }) => searchRowOf(raw))
  const columns = ['title', 'stems', 'internal_stems', 'updated_at']
  await upsertRows(trx, 'search_documents', documents, {
    key: ['subject_type', 'subject_id'],
    update: columns,
  })
  return done
}

export async function lockItems(
  trx: TransactionClientContract,
  ids: readonly number[]
): Promise<Map<number, Raw>> {
  const found = new Map<number, Raw>()
  const inOrder = ids.toSorted((a, b) => a - b)
  for (let start = 0; start < inOrder.length; start += PER_QUERY) {
    const rows: Raw[] = await trx
      .from('configuration_items')
      .whereIn('id', inOrder.slice(start, start + PER_QUERY))
      .orderBy('id')
      .forUpdate()
    for (const row of rows) {
      found.set(row.id, { ...row, attributes: parseJson(row.attributes) ?? {} })
    }
  }
  return found
}

/** The value of a locked row as writes name it. */
export function valueOf(raw: Record<string, unknown>, field: string): Plain {
  if (field.startsWith('attributes.')) {
    return (raw.attributes as Record<string, Plain>)[field.slice(11)] ?? null
  }
  return (raw[ITEM_COLUMNS[field as ItemColumn]] ?? null) as Plain
}

function apply(raw: Raw, writes: ItemWrites) {
  const before: ItemWrites = {}
  for (const [field, value] of Object.entries(writes)) {
    if (valueOf(raw, field) !== value) before[field] = valueOf(raw, field)
  }
  const after = Object.fromEntries(Object.keys(before).map((field) => [field, writes[field]!]))
  const { columns, attributes } = split(after)
  Object.assign(raw, columns)
  raw.attributes = withoutNulls({ ...(raw.attributes as object), ...attributes })
  if (Object.keys(before).length > 0) raw.version += 1
  return { before, fields: toChanges(before, after) }
}

const EMPTY = Object.fromEntries(Object.values(ITEM_COLUMNS).map((column) => [column, null]))

function split(writes: ItemWrites) {
  const columns: Record<string, Plain> = {}
  const attributes: Record<string, Plain> = {}
  for (const [field, value] of Object.entries(writes)) {
    if (field.startsWith('attributes.')) attributes[field.slice(11)] = value
    else columns[ITEM_COLUMNS[field as ItemColumn]] = value
  }
  return { columns, attributes }
}

function withoutNulls(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

function toChanges(before: ItemWrites, after: ItemWrites): FieldChange[] {
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
    .filter((change) => change.before !== change.after)
}

function toRow(raw: Raw, now: string) {
  const columns = Object.values(ITEM_COLUMNS).map((column) => [column, raw[column] ?? null])
  return {
    ...{ id: raw.id, number: raw.number, ci_class_id: raw.ci_class_id },
    ...{ organisation_id: raw.organisation_id, ...Object.fromEntries(columns) },
    ...{ attributes: JSON.stringify(raw.attributes), version: raw.version },
    ...{ created_at: now, updated_at: now },
  }
}

function entryOf(
  id: number,
  item: { version: number; organisationId: number; changes: FieldChange[] },
  { actor, reason = null, action }: Facts
): AuditEntry {
  return {
    ...{ actor, subjectType: CI_SUBJECT, subjectId: id, subjectVersion: item.version, reason },
    ...{ organisationId: item.organisationId, changes: item.changes },
    action: action ?? `configuration_item.${item.version === 1 ? 'created' : 'updated'}`,
  }
}

function searchRowOf(row: Record<string, unknown>) {
  const { id, number, name, vendor, model, description } = row
  const item = {
    ...{ id, number, name, vendor, model, description, organisationId: row.organisation_id },
    ...{ serialNumber: row.serial_number, ipAddress: row.ip_address },
  }
  return toSearchRow(toIndexedItem(item as unknown as ConfigurationItem))
}

async function idsOf(
  trx: TransactionClientContract,
  numbers: readonly string[]
): Promise<number[]> {
  const ids = new Map<string, number>()
  for (let start = 0; start < numbers.length; start += PER_QUERY) {
    const some = numbers.slice(start, start + PER_QUERY)
    const rows = await trx
      .from('configuration_items')
      .whereIn('number', some)
      .select('id', 'number')
    for (const row of rows) ids.set(row.number, row.id)
  }
  return numbers.map((number) => ids.get(number)!)
}
