import { CI_SUBJECT, toIndexedItem } from '#cmdb/actions/index_configuration_item'
import { indexTags } from '#cmdb/actions/index_tags'
import { indexValuesOfMany } from '#cmdb/actions/index_values_of_many'
import CiClass from '#cmdb/models/ci_class'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { workingStatus } from '#cmdb/workflow/item_lifecycle'
import { attributeChanges, changedKeys } from '#cmdb/workflow/attribute_values'
import type { AttributeValues, ClassSchema } from '#cmdb/workflow/class_schema'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import { takeNumbers } from '#core/actions/take_number'
import { toSearchRow } from '#core/actions/index_record'
import { upsertRows } from '#core/actions/upsert_rows'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { parseJson, toSqlUtc } from '#core/columns'
import type { FieldChange, Plain } from '#core/errors'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isDeepStrictEqual } from 'node:util'

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

const DEFAULTS = { environment: 'prod', criticality: 3 }
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
  const classIds = items.map(({ classId }) => classId)
  const schemas = await schemasOf(trx, classIds)
  const working = await workingStatuses(trx, classIds)
  const told = items.map(({ classId, writes }) => ({
    ...{ status: working.get(classId)!, ...DEFAULTS },
    ...writes,
  }))
  const rows = items.map((item, index) => {
    const { columns, attributes } = split(told[index]!)
    return {
      ...{
        number: numbers[index],
        ci_class_id: item.classId,
        organisation_id: item.organisationId,
      },
      ...{ ...EMPTY, ...columns, attributes: JSON.stringify(withoutNulls(attributes)) },
      ...{ operational_state: 'unknown', version: 1, created_at: now, updated_at: now },
      status_changed_at: now,
    }
  })
  await insertRows(trx, 'configuration_items', rows)
  const ids = await idsOf(trx, numbers)
  const entries = items.map((item, index): AuditEntry => {
    const known = { ciClassId: item.classId, organisationId: item.organisationId }
    const changes = toChanges(schemas.get(item.classId)!, {}, { ...known, ...told[index]! })
    return entryOf(ids[index]!, { version: 1, organisationId: item.organisationId, changes }, facts)
  })
  await indexValuesOfMany(
    trx,
    items.map(({ classId, organisationId, writes }, index) => ({
      ...{ id: ids[index]!, organisationId, isNew: true },
      attributes: withoutNulls(split(writes).attributes),
      definitions: schemas.get(classId)!.definitions,
    }))
  )
  const tagged = items.flatMap(({ writes }, index) =>
    writes.tags ? [{ id: ids[index]!, tags: String(writes.tags), isNew: true }] : []
  )
  await indexTags(trx, tagged)
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
  const schemas = await schemasOf(
    trx,
    [...raws.values()].map((raw) => Number(raw.ci_class_id))
  )
  const written: { raw: Raw; keys: string[]; changes: FieldChange[]; isTagged: boolean }[] = []
  const done: ChangedItem[] = []
  for (const { itemId, version, writes } of changes) {
    const raw = raws.get(itemId)
    if (!raw || (version !== undefined && raw.version !== version)) continue
    const { before, keys, fields } = apply(raw, writes, schemas.get(Number(raw.ci_class_id))!)
    const isTagged = 'tags' in before
    if ('status' in before) raw.status_changed_at = now
    if (Object.keys(before).length > 0) written.push({ raw, keys, changes: fields, isTagged })
    done.push({
      id: itemId,
      before,
      organisationId: Number(raw.organisation_id),
      name: String(raw.name),
    })
  }
  if (written.length === 0) return done
  const rows = written.map(({ raw }) => toRow(raw, now))
  const update = [
    ...Object.values(ITEM_COLUMNS),
    ...['attributes', 'status_changed_at', 'version', 'updated_at'],
  ]
  await upsertRows(trx, 'configuration_items', rows, { key: ['id'], update })
  await indexValuesOfMany(
    trx,
    written.map(({ raw, keys }) => ({
      ...{ id: raw.id, organisationId: Number(raw.organisation_id), isNew: false },
      attributes: raw.attributes as AttributeValues,
      definitions: keys.flatMap(
        (key) => schemas.get(Number(raw.ci_class_id))!.byKey.get(key) ?? []
      ),
    }))
  )
  const tagged = written.filter(({ isTagged }) => isTagged)
  await indexTags(
    trx,
    tagged.map(({ raw }) => ({ id: raw.id, tags: raw.tags as string | null }))
  )
  const told = written.filter((each) => each.changes.length > 0)
  await recordAudits(
    trx,
    told.map(({ raw, changes: fields }) =>
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
  for (const some of portions(inOrder, PER_QUERY)) {
    const rows: Raw[] = await trx
      .from('configuration_items')
      .whereIn('id', some)
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
  const key = attributeKeyOf(field)
  if (key !== null) return (raw.attributes as Record<string, Plain>)[key] ?? null
  return (raw[ITEM_COLUMNS[field as ItemColumn]] ?? null) as Plain
}

/** In order of their ids, so that two writers do not wait for each other. */
async function schemasOf(trx: TransactionClientContract, classIds: readonly number[]) {
  const schemas = new Map<number, ClassSchema>()
  for (const id of [...new Set(classIds)].toSorted((a, b) => a - b)) {
    schemas.set(id, await lockedClassSchema(trx, id))
  }
  return schemas
}

/** What items that nobody said a status of are in, by class. */
async function workingStatuses(trx: TransactionClientContract, classIds: readonly number[]) {
  const classes = await CiClass.query({ client: trx })
    .whereIn('id', [...new Set(classIds)])
    .select('id', 'lifecycle')
  return new Map(classes.map(({ id, lifecycle }) => [id, workingStatus(lifecycle)]))
}

/** What a field was, which attributes became other ones, and what history tells of it. */
function apply(raw: Raw, writes: ItemWrites, schema: ClassSchema) {
  const before: ItemWrites = {}
  for (const [field, value] of Object.entries(writes)) {
    const current = valueOf(raw, field)
    if (!isDeepStrictEqual(current, value)) before[field] = current
  }
  const after = Object.fromEntries(Object.keys(before).map((field) => [field, writes[field]!]))
  const { columns, attributes } = split(after)
  Object.assign(raw, columns)
  const known = raw.attributes as AttributeValues
  raw.attributes = withoutNulls({ ...known, ...attributes })
  const keys = changedKeys(known, raw.attributes as AttributeValues)
  const fields = toChanges(schema, before, after)
  if (fields.length > 0) raw.version += 1
  return { before, keys, fields }
}

const EMPTY = Object.fromEntries(Object.values(ITEM_COLUMNS).map((column) => [column, null]))

function split(writes: ItemWrites) {
  const columns: Record<string, Plain> = {}
  for (const [field, value] of Object.entries(writes)) {
    if (attributeKeyOf(field) === null) columns[ITEM_COLUMNS[field as ItemColumn]] = value
  }
  return { columns, attributes: attributesOf(writes) }
}

function withoutNulls(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

function toChanges(schema: ClassSchema, before: ItemWrites, after: ItemWrites): FieldChange[] {
  const columns = Object.entries(after)
    .filter(([field]) => attributeKeyOf(field) === null)
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
    .filter((change) => change.before !== change.after)
  const [old, now] = [before, after].map((values) => withoutNulls(attributesOf(values)))
  return [...columns, ...attributeChanges(schema.byKey, old!, now!)]
}

function attributesOf(writes: ItemWrites): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(writes).flatMap(([field, value]) => {
      const key = attributeKeyOf(field)
      return key === null ? [] : [[key, value] as const]
    })
  )
}

function toRow(raw: Raw, now: string) {
  const columns = Object.values(ITEM_COLUMNS).map((column) => [column, raw[column] ?? null])
  return {
    ...{ id: raw.id, number: raw.number, ci_class_id: raw.ci_class_id },
    ...{ organisation_id: raw.organisation_id, ...Object.fromEntries(columns) },
    ...{ attributes: JSON.stringify(raw.attributes), version: raw.version },
    status_changed_at: raw.status_changed_at ?? null,
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
  const { id, number, name, vendor, model, description, tags } = row
  const item = {
    ...{ id, number, name, vendor, model, description, tags },
    organisationId: row.organisation_id,
    ...{ serialNumber: row.serial_number, ipAddress: row.ip_address },
  }
  return toSearchRow(toIndexedItem(item as unknown as ConfigurationItem))
}

async function idsOf(
  trx: TransactionClientContract,
  numbers: readonly string[]
): Promise<number[]> {
  const ids = new Map<string, number>()
  for (const some of portions(numbers, PER_QUERY)) {
    const rows = await trx
      .from('configuration_items')
      .whereIn('number', some)
      .select('id', 'number')
    for (const row of rows) ids.set(row.number, row.id)
  }
  return numbers.map((number) => ids.get(number)!)
}
