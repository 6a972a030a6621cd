import { keepManualOriginsOfMany } from '#cmdb/actions/keep_manual_origins'
import { planEdits, type PlannedEdit } from '#cmdb/actions/plan_edits'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import type { ItemWrites } from '#cmdb/actions/item_writes'
import { changeItems } from '#cmdb/actions/write_items'
import { columnOf } from '#cmdb/imports/compare_items'
import type { ItemUndo } from '#cmdb/imports/item_undo'
import BulkEdit from '#cmdb/models/bulk_edit'
import { RUN_OUTCOMES, type BulkEditOutcome, type FieldProblem } from '#cmdb/models/bulk_edit_types'
import type { FieldOrigins } from '#cmdb/workflow/authority'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { recordAudit } from '#core/actions/record_audit'
import { upsertRows } from '#core/actions/upsert_rows'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const BULK_EDIT_SUBJECT = 'bulk_edit'
/** As many items are written in one transaction; so many are written at once. */
export const AT_ONCE = 200

type Outcome = {
  itemId: number
  outcome: BulkEditOutcome
  problems: FieldProblem[]
  undo?: ItemUndo
}

/** Who edits, named alike in the history of every item of one bulk edit. */
export function bulkActor(principal: Principal, bulkEditId: number) {
  return principal.asActor('ui', `bulk-edit-${bulkEditId}`)
}

/**
 * Writes what the preview showed, portion by portion. Items are planned anew with the rights that
 * hold by now; one that was changed since the preview is left alone. Running again after a break goes
 * on with the items that have no outcome yet.
 */
export const runBulkEdit = {
  async handle(bulkEditId: number) {
    const { requestedByUserId } = await BulkEdit.findOrFail(bulkEditId)
    const principal = await loadPrincipal(requestedByUserId)
    if (!principal) throw new Error('Who asked for the bulk edit has no account any more')
    let isOver = false
    while (!isOver) isOver = await inTransaction((trx) => this.within(trx, bulkEditId, principal))
  },

  /** One portion; true when it was the last one. Two workers take turns. */
  async within(
    trx: TransactionClientContract,
    bulkEditId: number,
    principal: Principal
  ): Promise<boolean> {
    const bulkEdit = await BulkEdit.query({ client: trx })
      .where('id', bulkEditId)
      .forUpdate()
      .firstOrFail()
    if (bulkEdit.state !== 'running') return true
    const rows = await trx
      .from('bulk_edit_items')
      .where('bulk_edit_id', bulkEditId)
      .whereNull('outcome')
      .orderBy('item_id')
      .limit(AT_ONCE)
      .select('item_id', 'item_version')
    const versions = new Map(rows.map((row) => [Number(row.item_id), Number(row.item_version)]))
    const outcomes = await write(trx, { bulkEdit, principal, versions })
    await keepOutcomes(trx, bulkEditId, outcomes)
    const progressDone = bulkEdit.progressDone + rows.length
    await bulkEdit.merge({ progressDone }).save()
    if (rows.length === AT_ONCE && progressDone < bulkEdit.progressTotal) return false
    await finish(trx, bulkEdit, principal)
    return true
  },
}

type Portion = { bulkEdit: BulkEdit; principal: Principal; versions: ReadonlyMap<number, number> }

async function write(
  trx: TransactionClientContract,
  { bulkEdit, principal, versions }: Portion
): Promise<Outcome[]> {
  const items = await ConfigurationItem.query({ client: trx })
    .whereIn('id', [...versions.keys()])
    .orderBy('id')
    .forUpdate()
  const fresh = items.filter(({ id, version }) => versions.get(id) === version)
  const stale = items.filter((item) => !fresh.includes(item))
  const { edits, reason } = bulkEdit
  const planned = await planEdits(trx, fresh, { edits, principal, reason })
  const writable = planned.filter(isWritable)
  const actor = bulkActor(principal, bulkEdit.id)
  const changed = await changeItems(
    trx,
    writable.map(({ item, writes }) => ({ itemId: item.id, version: item.version, writes })),
    { actor, reason }
  )
  const edited = writable.map(({ item, writes }) => ({
    itemId: item.id,
    fields: Object.keys(writes),
  }))
  const origins = await keepManualOriginsOfMany(trx, actor, edited)
  const before = new Map(changed.map((each) => [each.id, each.before]))
  if (edited.length > 0) {
    await raiseImpactVersion(
      trx,
      edited.map(({ itemId }) => ({ kind: 'item', recordId: itemId }))
    )
  }
  return [
    ...stale.map(({ id }): Outcome => ({ itemId: id, outcome: 'stale', problems: [] })),
    ...planned.map((each): Outcome => ({
      ...{ itemId: each.item.id, outcome: outcomeOf(each), problems: each.problems },
      undo: undoOf(each, before.get(each.item.id), origins.get(each.item.id)),
    })),
  ]
}

/** What the undo of an import would need of the row. */
function undoOf(
  { writes }: PlannedEdit,
  before: ItemWrites | undefined,
  origins: FieldOrigins | undefined
): ItemUndo | undefined {
  if (!before) return undefined
  const fields = Object.keys(before).map((field) => ({
    ...{ field, column: columnOf(field), before: before[field]!, after: writes[field]! },
    origin: origins?.[field] ?? null,
  }))
  return { isNew: false, fields, relations: [] }
}

function isWritable({ problems, writes }: PlannedEdit): boolean {
  return problems.length === 0 && Object.keys(writes).length > 0
}

function outcomeOf(planned: PlannedEdit): BulkEditOutcome {
  if (planned.problems.length > 0) return 'refused'
  return isWritable(planned) ? 'changed' : 'unchanged'
}

async function keepOutcomes(trx: TransactionClientContract, id: number, outcomes: Outcome[]) {
  const rows = outcomes.map(({ itemId, outcome, problems, undo }) => ({
    ...{ bulk_edit_id: id, item_id: itemId, item_version: 0, changes: '[]' },
    ...{ outcome, problems: JSON.stringify(problems), undo: undo ? JSON.stringify(undo) : null },
  }))
  const key = ['bulk_edit_id', 'item_id']
  await upsertRows(trx, 'bulk_edit_items', rows, { key, update: ['outcome', 'problems', 'undo'] })
}

/** How many items came to which end. */
export async function countBulkOutcomes<Counted extends BulkEditOutcome>(
  trx: TransactionClientContract,
  id: number,
  outcomes: readonly Counted[]
): Promise<Record<Counted, number>> {
  const rows = await trx
    .from('bulk_edit_items')
    .where('bulk_edit_id', id)
    .groupBy('outcome')
    .select('outcome')
    .count('* as n')
  const countOf = (outcome: BulkEditOutcome) =>
    Number(rows.find((row) => row.outcome === outcome)?.n ?? 0)
  const counts = outcomes.map((each) => [each, countOf(each)])
  return Object.fromEntries(counts) as Record<Counted, number>
}

async function finish(trx: TransactionClientContract, bulkEdit: BulkEdit, principal: Principal) {
  const outcome = await countBulkOutcomes(trx, bulkEdit.id, RUN_OUTCOMES)
  const counts = { leftOut: 0, ...bulkEdit.counts, outcome }
  await bulkEdit.merge({ state: 'done', counts, finishedAt: clock.now() }).save()
  await recordAudit(trx, {
    ...{ actor: bulkActor(principal, bulkEdit.id), subjectType: BULK_EDIT_SUBJECT },
    ...{ subjectId: bulkEdit.id, organisationId: null, action: 'bulk_edit.finished' },
    reason: bulkEdit.reason,
    changes: RUN_OUTCOMES.map((each) => ({
      ...{ field: `bulk_${each}`, before: null, after: outcome[each] },
    })),
  })
}
