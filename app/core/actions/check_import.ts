import { insertRows } from '#core/actions/insert_rows'
import { planImport } from '#core/actions/plan_import'
import { countRows } from '#core/imports/count_rows'
import type { PlannedRow } from '#core/imports/import_types'
import { checkedChoices, isStaleChoice } from '#core/imports/row_choices'
import DataImport from '#core/models/data_import'
import { inTransaction } from '#core/transaction'

const CHUNK = 1_000

/** Looks all rows of an import through and keeps what each would do; nothing else is written. */
export const checkImport = {
  async handle(importId: number) {
    const dataImport = await DataImport.findOrFail(importId)
    if (dataImport.state !== 'checking') return

    const { rows, extras } = await planImport(dataImport)
    const stale = rows.filter(({ problems }) => problems.some(isStaleChoice)).map(({ row }) => row)
    await inTransaction((trx) =>
      trx.from('import_rows').where('data_import_id', dataImport.id).delete()
    )
    await dataImport.merge({ progressTotal: rows.length }).save()
    for (let start = 0; start < rows.length; start += CHUNK) {
      const chunk = rows.slice(start, start + CHUNK)
      await inTransaction((trx) =>
        insertRows(
          trx,
          'import_rows',
          chunk.map((row) => toRow(dataImport.id, row))
        )
      )
      await dataImport.merge({ progressDone: start + chunk.length }).save()
    }
    const { settings } = dataImport
    const choices = checkedChoices(settings.choices ?? {}, new Set(stale))
    await dataImport
      .merge({
        ...{ state: 'ready', counts: countRows(rows, extras) },
        settings: { ...settings, choices },
      })
      .save()
  },
}

function toRow(importId: number, row: PlannedRow) {
  return {
    data_import_id: importId,
    row_number: row.row,
    status: row.status,
    subject_id: row.subjectId,
    subject_version: row.subjectVersion,
    cells: JSON.stringify(row.cells),
    problems: JSON.stringify(row.problems),
    candidates: JSON.stringify(row.candidates),
  }
}
