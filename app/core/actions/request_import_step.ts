import {
  ImportMovedOn,
  MassiveChange,
  NothingToImport,
  UncheckedChoices,
  UnknownColumn,
} from '#core/imports/import_errors'
import type { ImportSettings, ImportState } from '#core/imports/import_types'
import { countUnchecked } from '#core/imports/row_choices'
import CheckImportJob from '#core/jobs/check_import_job'
import RunImportJob from '#core/jobs/run_import_job'
import UndoImportJob from '#core/jobs/undo_import_job'
import DataImport from '#core/models/data_import'
import { UnknownSheet } from '#core/sheets/errors'

/**
 * Has the rows looked through with these columns; what was decided about rows of the same sheet stays.
 * Throws UnknownSheet, UnknownColumn, ImportMovedOn.
 */
export async function requestCheck(dataImport: DataImport, settings: ImportSettings) {
  refuseUnknown(dataImport, settings)
  await step(dataImport, { from: ['mapping', 'ready', 'failed'], to: 'checking' })
  const { sheet, choices = {} } = dataImport.settings
  const kept = { ...settings, choices: sheet === settings.sheet ? choices : {} }
  await dataImport.merge({ settings: kept, counts: null, errorKey: null, errorParams: null }).save()
  await CheckImportJob.dispatch({ importId: dataImport.id })
}

/**
 * Has the rows written that the check found good. Throws ImportMovedOn, UncheckedChoices,
 * NothingToImport, and MassiveChange when so many known records would change that this must be
 * confirmed.
 */
export async function requestRun(
  dataImport: DataImport,
  { isConfirmed }: { isConfirmed: boolean }
) {
  const { counts } = dataImport
  if (dataImport.state !== 'ready' || !counts) throw new ImportMovedOn()
  if (countUnchecked(dataImport.settings.choices) > 0) throw new UncheckedChoices()
  if (counts.statuses.new + counts.statuses.changed === 0) throw new NothingToImport()
  if (counts.isMassive && !isConfirmed) throw new MassiveChange()
  await step(dataImport, { from: ['ready'], to: 'running' })
  await RunImportJob.dispatch({ importId: dataImport.id })
}

/** Has what the import wrote taken back, as far as nothing was built on it. Throws ImportMovedOn. */
export async function requestUndo(dataImport: DataImport) {
  await step(dataImport, { from: ['done'], to: 'undoing' })
  await UndoImportJob.dispatch({ importId: dataImport.id })
}

/** Of two windows one goes on. */
async function step(
  dataImport: DataImport,
  { from, to }: { from: ImportState[]; to: ImportState }
) {
  const changed = await DataImport.query()
    .where('id', dataImport.id)
    .whereIn('state', from)
    .update({ state: to, progressDone: 0, progressTotal: 0 })
  if (Number(changed[0]) === 0) throw new ImportMovedOn()
  await dataImport.refresh()
}

function refuseUnknown({ sheets }: DataImport, { sheet, columns }: ImportSettings) {
  const chosen = sheets.find(({ name }) => name === sheet)
  if (!chosen) throw new UnknownSheet()
  for (const [field, heading] of Object.entries(columns)) {
    if (!chosen.headings.includes(heading)) throw new UnknownColumn(field, heading)
  }
}
