import BulkEdit from '#cmdb/models/bulk_edit'
import BulkEditItem from '#cmdb/models/bulk_edit_item'
import { BULK_EDIT_OUTCOMES, BULK_EDIT_PLANS } from '#cmdb/models/bulk_edit_types'
import { ciClassTable, type ListedClass } from '#cmdb/queries/ci_class_table'
import { classSchema } from '#cmdb/queries/class_schema'
import { describeChanges, type ShownChange } from '#cmdb/queries/describe_changes'
import { isSharedAttribute } from '#cmdb/workflow/bulk_edit'
import { commonClass } from '#cmdb/workflow/common_class'
import type { Plain } from '#core/errors'
import { listPage } from '#core/queries/list_page'
import { filterOf, listQuery } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const BASE_CLASS = 'ci'

/** The bulk edit of an id, if it is the person's own; 404 otherwise. */
export function findBulkEdit(principal: Principal, id: number): Promise<BulkEdit> {
  return BulkEdit.visibleTo(principal).where('id', id).firstOrFail()
}

/** The deepest class all its items are of, with what checks attributes of it. */
export async function sharedClass({ id }: BulkEdit) {
  const rows = await db
    .from('bulk_edit_items')
    .join('configuration_items', 'configuration_items.id', 'bulk_edit_items.item_id')
    .where('bulk_edit_items.bulk_edit_id', id)
    .distinct('configuration_items.ci_class_id as classId')
  const classes = await ciClassTable()
  const ids = rows.map(({ classId }) => Number(classId))
  const base = classes.find(({ code }) => code === BASE_CLASS)!
  const shared: ListedClass = commonClass(classes, ids) ?? base
  const schema = await classSchema(shared)
  return { shared, schema, attributes: schema.definitions.filter(isSharedAttribute) }
}

/** The organisation of all its items, whose sites can be chosen; null when there are several. */
export async function sharedOrganisation({ id }: BulkEdit): Promise<number | null> {
  const rows = await db
    .from('bulk_edit_items')
    .join('configuration_items', 'configuration_items.id', 'bulk_edit_items.item_id')
    .where('bulk_edit_items.bulk_edit_id', id)
    .distinct('configuration_items.organisation_id as organisationId')
    .limit(2)
  return rows.length === 1 ? Number(rows[0].organisationId) : null
}

/** What is edited, in words. */
export async function describeEdits({ edits }: BulkEdit, classCode: string, principal: Principal) {
  const changes = edits.map(({ field, value }) => ({ field, before: null, after: value as Plain }))
  const [shown] = await describeChanges([{ classCode, changes }], principal)
  return shown!.map(({ field, label, after }, index) => ({
    ...{ field, label, value: after?.text ?? null, mode: edits[index]!.mode },
  }))
}

export type ShownBulkItem = { row: BulkEditItem; changes: ShownChange[] }

/** A page of what it makes of the items, within the reader's sight. */
export async function listBulkItems(
  { id, state }: BulkEdit,
  address: Record<string, unknown>,
  principal: Principal
) {
  const filter = {
    plan: state === 'draft' ? filterOf(address.plan, BULK_EDIT_PLANS) : null,
    outcome: state === 'draft' ? null : filterOf(address.outcome, BULK_EDIT_OUTCOMES),
  }
  const query = BulkEditItem.visibleTo(principal)
    .where('bulk_edit_items.bulk_edit_id', id)
    .preload('item', (item) => void item.preload('ciClass').preload('organisation'))
    .orderBy('bulk_edit_items.id')
  if (filter.plan) void query.where('bulk_edit_items.plan', filter.plan)
  if (filter.outcome) void query.where('bulk_edit_items.outcome', filter.outcome)
  const { rows, ...page } = await listPage(query, { page: listQuery(address).page })
  const told = rows.map(({ item, changes }) => ({ classCode: item.ciClass.code, changes }))
  const shown = await describeChanges(told, principal)
  const list = rows.map((row, index): ShownBulkItem => ({ row, changes: shown[index]! }))
  return { filter, page, rows: list }
}

/** The person's bulk edits that were carried out, newest first. */
export function listBulkEdits(principal: Principal, address: Record<string, unknown>) {
  const query = BulkEdit.visibleTo(principal)
    .whereNotIn('state', ['draft', 'previewing'])
    .orderBy('id', 'desc')
  return listPage(query, { page: listQuery(address).page })
}
