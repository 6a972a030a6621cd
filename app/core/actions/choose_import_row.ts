import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ImportMovedOn, NoCandidate, NothingToChoose } from '#core/imports/import_errors'
import type { RowChoice, RowDecision } from '#core/imports/import_types'
import DataImport from '#core/models/data_import'
import ImportRow from '#core/models/import_row'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  importId: number
  rowNumber: number
  take: RowDecision
  recordId: number | null
  /** Candidates that this person may see. */
  visible: ReadonlySet<number>
}

/**
 * Keeps with an import what its owner decided about a row that several records fit (DSC-09). What
 * follows from it is shown by the next check. Throws ImportMovedOn, NoCandidate, NothingToChoose.
 */
export const chooseImportRow = {
  async handle(input: Input) {
    await inTransaction((trx) => choose(trx, input))
  },
}

async function choose(trx: TransactionClientContract, input: Input) {
  const { actor, importId, rowNumber } = input
  const dataImport = await DataImport.query({ client: trx })
    .where('id', importId)
    .forUpdate()
    .firstOrFail()
  if (dataImport.state !== 'ready') throw new ImportMovedOn()
  const row = await ImportRow.query({ client: trx })
    .where({ dataImportId: importId, rowNumber })
    .firstOrFail()

  const { choices: known = {} } = dataImport.settings
  const before = known[rowNumber]
  const after = choiceOf(row, before, input)
  const choices = { ...known, [rowNumber]: after }
  await dataImport
    .merge({ settings: { ...dataImport.settings, choices } })
    .useTransaction(trx)
    .save()
  await recordAudit(trx, {
    ...{ actor, subjectType: 'data_import', subjectId: importId, organisationId: null },
    action: 'import.row_decided',
    changes: [
      { field: 'import_row', before: null, after: rowNumber },
      { field: 'import_decision', before: before?.take ?? null, after: after.take },
      { field: 'import_record', before: before?.recordId ?? null, after: after.recordId },
    ],
  })
}

function choiceOf(
  { status, candidates }: ImportRow,
  before: RowChoice | undefined,
  { take, recordId, visible }: Input
): RowChoice {
  const among = candidates.map(({ id }) => id)
  if (among.length === 0 && status !== 'ambiguous' && !before) throw new NothingToChoose()
  if (take !== 'record') return { take, recordId: null, among, isChecked: false }
  const isCandidate = recordId !== null && among.includes(recordId) && visible.has(recordId)
  if (!isCandidate) throw new NoCandidate()
  return { take, recordId, among, isChecked: false }
}
