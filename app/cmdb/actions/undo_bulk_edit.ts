import {
  AT_ONCE,
  BULK_EDIT_SUBJECT,
  bulkActor,
  countBulkOutcomes,
} from '#cmdb/actions/run_bulk_edit'
import { BulkEditMovedOn, NothingToUndo } from '#cmdb/errors'
import { undoItemImport } from '#cmdb/imports/undo_item_import'
import UndoBulkEditJob from '#cmdb/jobs/undo_bulk_edit_job'
import BulkEdit from '#cmdb/models/bulk_edit'
import {
  BULK_EDIT_OUTCOMES,
  type BulkEditOutcome,
  type FieldProblem,
} from '#cmdb/models/bulk_edit_types'
import { enqueueJob } from '#core/actions/enqueue_job'
import { recordAudit } from '#core/actions/record_audit'
import { upsertRows } from '#core/actions/upsert_rows'
import { clock } from '#core/clock'
import { parseJson } from '#core/columns'
import type { Plain } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Undone = { itemId: number; outcome: BulkEditOutcome; problems: FieldProblem[] }
type Changed = { item_id: number; undo: unknown; organisation_id: number }

const NOT_YOURS: FieldProblem = { field: null, key: 'bulk_edits.problems.not_yours', params: {} }

/**
 * Takes a bulk edit back as far as nobody changed the values since, as the undo of an import does;
 * what stays is told item by item. Few at once, in one transaction with the decision, many in the
 * background; after a break it goes on where it was.
 */
export const undoBulkEdit = {
  /** @throws BulkEditMovedOn when it is not done, NothingToUndo when it changed no item */
  async request({ principal, bulkEditId }: { principal: Principal; bulkEditId: number }) {
    await inTransaction(async (trx) => {
      const bulkEdit = await lock(trx, bulkEditId)
      if (bulkEdit.state !== 'done') throw new BulkEditMovedOn()
      if (!bulkEdit.counts?.outcome?.changed) throw new NothingToUndo()
      const progressDone = bulkEdit.progressTotal - bulkEdit.counts.outcome.changed
      await bulkEdit.merge({ state: 'undoing', progressDone, finishedAt: null }).save()
      await recordAudit(trx, {
        ...{ actor: bulkActor(principal, bulkEditId), subjectType: BULK_EDIT_SUBJECT },
        ...{ subjectId: bulkEditId, organisationId: null, action: 'bulk_edit.undo_requested' },
        changes: [],
      })
      const isSmall = bulkEdit.counts.outcome.changed <= AT_ONCE
      if (isSmall) while (!(await this.within(trx, bulkEditId, principal)));
      else await enqueueJob(trx, UndoBulkEditJob.dispatch({ bulkEditId }))
    })
  },

  async handle(bulkEditId: number) {
    const { requestedByUserId } = await BulkEdit.findOrFail(bulkEditId)
    const principal = await loadPrincipal(requestedByUserId)
    if (!principal) throw new Error('Who asked for the bulk edit has no account any more')
    let isOver = false
    while (!isOver) isOver = await inTransaction((trx) => this.within(trx, bulkEditId, principal))
  },

  /** One portion; true when there was none left. */
  async within(
    trx: TransactionClientContract,
    bulkEditId: number,
    principal: Principal
  ): Promise<boolean> {
    const bulkEdit = await lock(trx, bulkEditId)
    if (bulkEdit.state !== 'undoing') return true
    const rows: Changed[] = await trx
      .from('bulk_edit_items')
      .join('configuration_items', 'configuration_items.id', 'bulk_edit_items.item_id')
      .where('bulk_edit_items.bulk_edit_id', bulkEditId)
      .where('bulk_edit_items.outcome', 'changed')
      .orderBy('bulk_edit_items.item_id')
      .limit(AT_ONCE)
      .select('item_id', 'undo', 'configuration_items.organisation_id')
    const undone = await takeBack(trx, rows, { bulkEditId, principal })
    await keepOutcomes(trx, bulkEditId, undone)
    await bulkEdit.merge({ progressDone: bulkEdit.progressDone + rows.length }).save()
    if (rows.length === AT_ONCE) return false
    await finish(trx, bulkEdit, principal)
    return true
  },
}

async function takeBack(
  trx: TransactionClientContract,
  rows: readonly Changed[],
  { bulkEditId, principal }: { bulkEditId: number; principal: Principal }
): Promise<Undone[]> {
  const isTheirs = ({ organisation_id: organisationId }: Changed) =>
    principal.canOn('cis.edit', { organisationId })
  const entries = rows.filter(isTheirs).map(({ item_id: id, undo }) => ({
    ...{ row: id, subjectId: id, undo: parseJson<Plain>(undo)! },
  }))
  const undone = await undoItemImport(trx, bulkActor(principal, bulkEditId), entries)
  return [
    ...undone.map(({ row, outcome, problems }): Undone => ({
      ...{ itemId: row, outcome: outcome === 'restored' ? 'restored' : 'kept', problems },
    })),
    ...rows
      .filter((row) => !isTheirs(row))
      .map(({ item_id: id }): Undone => ({ itemId: id, outcome: 'kept', problems: [NOT_YOURS] })),
  ]
}

async function keepOutcomes(trx: TransactionClientContract, id: number, undone: Undone[]) {
  const rows = undone.map(({ itemId, outcome, problems }) => ({
    ...{ bulk_edit_id: id, item_id: itemId, item_version: 0, changes: '[]' },
    ...{ outcome, problems: JSON.stringify(problems) },
  }))
  const key = ['bulk_edit_id', 'item_id']
  await upsertRows(trx, 'bulk_edit_items', rows, { key, update: ['outcome', 'problems'] })
}

async function finish(trx: TransactionClientContract, bulkEdit: BulkEdit, principal: Principal) {
  const outcome = await countBulkOutcomes(trx, bulkEdit.id, BULK_EDIT_OUTCOMES)
  const counts = { leftOut: 0, ...bulkEdit.counts, outcome }
  await bulkEdit.merge({ state: 'undone', counts, finishedAt: clock.now() }).save()
  await recordAudit(trx, {
    ...{ actor: bulkActor(principal, bulkEdit.id), subjectType: BULK_EDIT_SUBJECT },
    ...{ subjectId: bulkEdit.id, organisationId: null, action: 'bulk_edit.undone' },
    changes: (['restored', 'kept'] as const).map((each) => ({
      ...{ field: `bulk_${each}`, before: null, after: outcome[each] },
    })),
  })
}

function lock(trx: TransactionClientContract, id: number): Promise<BulkEdit> {
  return BulkEdit.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}
