import type { Actor } from '#core/actor'
import { Refusal, StaleRecord } from '#core/errors'
import type { ImportPlan, PlannedRow, RowProblem, StoredRow } from '#core/imports/import_types'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import { errors } from '@adonisjs/lucid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Rows of one transaction: few enough that others wait for the database no longer than a moment. */
const CHUNK = 50
/** The same where a row costs no statements of its own. */
const CHUNK_OF_MANY = 250

type Stored = (trx: TransactionClientContract, rows: StoredRow[]) => Promise<void>

/**
 * Writes rows of a plan that are new or changed, one transaction per chunk. A row that a rule of the
 * record forbids is undone by itself and the others stay. `stored` is called in the transaction.
 */
export async function storePlan(
  plan: ImportPlan,
  rows: PlannedRow[],
  { actor, stored }: { actor: Actor; stored: Stored }
) {
  const ordered = plan.order(rows)
  if (ordered.length > 0) await plan.prepare(actor, ordered)
  const size = plan.storeMany ? CHUNK_OF_MANY : CHUNK
  for (const chunk of portions(ordered, size)) {
    await inTransaction(async (trx) => {
      await stored(trx, await storeChunk(trx, { plan, actor, chunk }))
    })
  }
}

async function storeChunk(
  trx: TransactionClientContract,
  { plan, actor, chunk }: { plan: ImportPlan; actor: Actor; chunk: PlannedRow[] }
): Promise<StoredRow[]> {
  if (plan.storeMany) return plan.storeMany(trx, actor, chunk)
  const done: StoredRow[] = []
  for (const row of chunk) done.push(await storeRow(trx, { plan, actor, row }))
  return done
}

async function storeRow(
  trx: TransactionClientContract,
  { plan, actor, row }: { plan: ImportPlan; actor: Actor; row: PlannedRow }
): Promise<StoredRow> {
  const outcome = row.status === 'new' ? 'created' : 'changed'
  try {
    const recordId = await trx.transaction((savepoint) => plan.store(savepoint, actor, row))
    return { row: row.row, outcome, problems: [], recordId }
  } catch (error) {
    return { row: row.row, outcome: 'refused', problems: [problemOf(error)] }
  }
}

export function problemOf(error: unknown): RowProblem {
  if (error instanceof StaleRecord || error instanceof errors.E_ROW_NOT_FOUND) return MEANWHILE
  if (!(error instanceof Refusal)) throw error
  return { field: error.field ?? null, key: error.messageKey, params: error.params }
}

/** The record is not any more what the preview showed. */
export const MEANWHILE: RowProblem = {
  field: null,
  key: 'imports.problems.changed_meanwhile',
  params: {},
}
