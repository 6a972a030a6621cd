import { planImport } from '#core/actions/plan_import'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { insertRows } from '#core/actions/insert_rows'
import {
  ROW_OUTCOMES,
  type ImportPlan,
  type PlannedRow,
  type RowProblem,
  type StoredRow,
} from '#core/imports/import_types'
import { settledChoices } from '#core/imports/row_choices'
import { MEANWHILE, storePlan } from '#core/imports/store_plan'
import DataImport from '#core/models/data_import'
import { portions } from '#core/portions'
import { countOutcomes } from '#core/queries/count_outcomes'
import { readInChunks } from '#core/queries/read_in_chunks'
import { inTransaction } from '#core/transaction'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PER_STATEMENT = 500
const PER_TRANSACTION = 2_000

/**
 * Writes the rows of an import that its check found good. Rows are planned anew: one whose record
 * changed since the check is refused, as a person who saw the preview did not see that. Running again
 * after a break goes on with the rows that have no outcome yet.
 */
export const runImport = {
  async handle(importId: number) {
    const dataImport = await DataImport.findOrFail(importId)
    if (dataImport.state !== 'running') return

    const actor = actorOf(dataImport)
    const plan = await planImport(dataImport)
    const shown = await shownRows(dataImport.id)
    await dataImport.merge({ progressTotal: plan.total }).save()
    for await (const rows of plan.portions()) {
      const waiting = stillWaiting(rows, shown)
      await keep(dataImport, waiting.settled)
      await leave(plan, actor, waiting.left)
      await storePlan(plan, waiting.writable, {
        actor,
        stored: (trx, done) => keepIn(trx, dataImport, done),
      })
    }
    await finish(dataImport, actor)
  },
}

/** Whoever has an account is named when the audit is read. */
export function actorOf({ requestedByUserId, requestId }: DataImport): Actor {
  return { userId: requestedByUserId, personId: null, label: '', channel: 'import', requestId }
}

function stillWaiting(rows: readonly PlannedRow[], shown: ReadonlyMap<number, Shown>) {
  const settled: StoredRow[] = []
  const left: PlannedRow[] = []
  const writable: PlannedRow[] = []
  for (const row of rows) {
    const before = shown.get(row.row)
    if (before?.isSettled) continue
    const isWritable = row.status === 'new' || row.status === 'changed'
    if (before?.print !== printOf(row)) settled.push(refused(row, [...row.problems, MEANWHILE]))
    else if (isWritable) writable.push(row)
    else {
      left.push(row)
      settled.push(outcomeOf(row))
    }
  }
  return { settled, left, writable }
}

/** What the preview showed of a row, and whether the row has its outcome already. */
type Shown = { print: string; isSettled: boolean }

async function shownRows(importId: number): Promise<Map<number, Shown>> {
  const shown = new Map<number, Shown>()
  const query = () =>
    db
      .from('import_rows')
      .where('data_import_id', importId)
      .select('id', 'row_number', 'status', 'subject_id', 'subject_version', 'outcome')
  await readInChunks(query, (row) => {
    const { status, subject_id: subjectId, subject_version: subjectVersion } = row
    const print = printOf({ status, subjectId, subjectVersion })
    shown.set(row.row_number, { print, isSettled: row.outcome !== null })
  })
  return shown
}

/** By it a row of the plan is told to be what the preview showed. */
function printOf(row: Pick<PlannedRow, 'status' | 'subjectId' | 'subjectVersion'>): string {
  return [row.status, row.subjectId, row.subjectVersion].join(' ')
}

function refused({ row }: PlannedRow, problems: RowProblem[]): StoredRow {
  return { row, outcome: 'refused', problems }
}

function outcomeOf(row: PlannedRow): StoredRow {
  const { status } = row
  if (status !== 'unchanged' && status !== 'skipped') {
    return { ...refused(row, row.problems), isTold: true }
  }
  return { row: row.row, outcome: status, problems: [] }
}

async function keep(dataImport: DataImport, rows: StoredRow[]) {
  for (const some of portions(rows, PER_TRANSACTION)) {
    await inTransaction((trx) => keepIn(trx, dataImport, some))
  }
}

async function leave(plan: ImportPlan, actor: Actor, rows: PlannedRow[]) {
  if (!plan.leave) return
  for (const some of portions(rows, PER_TRANSACTION)) {
    await inTransaction((trx) => plan.leave!(trx, actor, some))
  }
}

async function keepIn(trx: TransactionClientContract, dataImport: DataImport, rows: StoredRow[]) {
  const of = () => trx.from('import_rows').where('data_import_id', dataImport.id)
  const isNews = ({ outcome, isTold }: StoredRow) => outcome === 'refused' && !isTold
  for (const outcome of ROW_OUTCOMES) {
    const same = rows.filter((row) => row.outcome === outcome && !isNews(row))
    const numbers = same.map(({ row }) => row)
    for (const some of portions(numbers, PER_STATEMENT)) {
      await of().whereIn('row_number', some).update({ outcome })
    }
  }
  for (const { row, problems } of rows.filter(isNews)) {
    const values = { outcome: 'refused', problems: JSON.stringify(problems) }
    await of().where('row_number', row).update(values)
  }
  await insertRows(
    trx,
    'import_undos',
    rows.flatMap(({ row, recordId, undo }) =>
      undo === undefined || recordId === undefined
        ? []
        : [
            {
              data_import_id: dataImport.id,
              row_number: row,
              subject_id: recordId,
              undo: JSON.stringify(undo),
            },
          ]
    )
  )
  const { settings } = dataImport
  const added = rows.flatMap(({ row, outcome, recordId }) =>
    outcome === 'created' && recordId !== undefined ? [{ row, recordId }] : []
  )
  const choices = settledChoices(settings.choices, added)
  const progressDone = dataImport.progressDone + rows.length
  await dataImport
    .merge({ progressDone, settings: { ...settings, choices } })
    .useTransaction(trx)
    .save()
}

async function finish(dataImport: DataImport, actor: Actor) {
  const outcomes = await countOutcomes('import_rows', dataImport.id, ROW_OUTCOMES)
  const counts = { ...dataImport.counts!, outcomes }
  await inTransaction(async (trx) => {
    await dataImport
      .merge({ state: 'done', counts, finishedAt: clock.now() })
      .useTransaction(trx)
      .save()
    await recordAudit(trx, {
      ...{ actor, subjectType: 'data_import', subjectId: dataImport.id, organisationId: null },
      action: 'import.finished',
      changes: Object.entries(outcomes).map(([outcome, after]) => ({
        field: `import_${outcome}`,
        before: null,
        after,
      })),
    })
  })
}
