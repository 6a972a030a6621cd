import { insertRows } from '#core/actions/insert_rows'
import { planImport } from '#core/actions/plan_import'
import { RowCount } from '#core/imports/count_rows'
import type { PlannedRow } from '#core/imports/import_types'
import { checkedChoices, isStaleChoice } from '#core/imports/row_choices'
import DataImport from '#core/models/data_import'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'

const CHUNK = 1_000

/** Looks all rows of an import through and keeps what each would do; nothing else is written. */
export const checkImport = {
  async handle(importId: number) {
    const dataImport = await DataImport.findOrFail(importId)
    if (dataImport.state !== 'checking') return

    const plan = await planImport(dataImport)
    await inTransaction((trx) =>
      trx.from('import_rows').where('data_import_id', dataImport.id).delete()
    )
    await dataImport.merge({ progressTotal: plan.total }).save()
    const count = new RowCount()
    const stale = new Set<number>()
    for await (const rows of plan.portions()) {
      for (const { row, problems } of rows) if (problems.some(isStaleChoice)) stale.add(row)
      await keep(dataImport, rows)
      count.add(rows)
    }
    const { settings } = dataImport
    const choices = checkedChoices(settings.choices ?? {}, stale)
    await dataImport
      .merge({
        ...{ state: 'ready', counts: count.counts(plan.extras()) },
        settings: { ...settings, choices },
      })
      .save()
  },
}

async function keep(dataImport: DataImport, rows: readonly PlannedRow[]) {
  for (const chunk of portions(rows, CHUNK)) {
    await inTransaction((trx) =>
      insertRows(
        trx,
        'import_rows',
        chunk.map((row) => toRow(dataImport.id, row))
      )
    )
    await dataImport.merge({ progressDone: dataImport.progressDone + chunk.length }).save()
  }
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
