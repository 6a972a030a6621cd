import { CI_SUBJECT, toIndexedItem } from '#cmdb/actions/index_configuration_item'
import { indexTags } from '#cmdb/actions/index_tags'
import { indexValuesOfMany } from '#cmdb/actions/index_values_of_many'
import {
  applyWrites,
  EMPTY,
  splitWrites,
  toChanges,
  withoutNulls,
  type ItemWrites,
} from '#cmdb/actions/item_writes'
import { lockItems, type LockedItem } from '#cmdb/actions/lock_items'
import CiClass from '#cmdb/models/ci_class'
import { ITEM_COLUMNS } from '#cmdb/models/item_columns'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { workingStatus } from '#cmdb/workflow/item_lifecycle'
import type { AttributeValues, ClassSchema } from '#cmdb/workflow/class_schema'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import { takeNumbers } from '#core/actions/take_number'
import { toSearchRow } from '#core/actions/index_record'
import { upsertRows } from '#core/actions/upsert_rows'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type NewItem = { classId: number; organisationId: number; writes: ItemWrites }
export type ItemChangeRow = {
  itemId: number
  /** A row that has another version is not written; undefined takes any. */
  version?: number
  writes: ItemWrites
}
export type ChangedItem = { id: number; before: ItemWrites; organisationId: number; name: string }

type Facts = { actor: Actor; reason?: string | null; action?: string }

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
    const { columns, attributes } = splitWrites(told[index]!)
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
      attributes: withoutNulls(splitWrites(writes).attributes),
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
  const written: { raw: LockedItem; keys: string[]; changes: FieldChange[]; isTagged: boolean }[] =
    []
  const done: ChangedItem[] = []
  for (const { itemId, version, writes } of changes) {
    const raw = raws.get(itemId)
    if (!raw || (version !== undefined && raw.version !== version)) continue
    const { before, keys, fields } = applyWrites(raw, writes, schemas.get(Number(raw.ci_class_id))!)
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

function toRow(raw: LockedItem, now: string) {
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
