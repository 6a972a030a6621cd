import { recordAudit } from '#core/actions/record_audit'
import { actorOf } from '#core/actions/run_import'
import { upsertRows } from '#core/actions/upsert_rows'
import { clock } from '#core/clock'
import { importKind } from '#core/imports/import_kinds'
import { UNDO_OUTCOMES, type UndoneRow } from '#core/imports/import_types'
import DataImport from '#core/models/data_import'
import ImportUndo from '#core/models/import_undo'
import { countOutcomes } from '#core/queries/count_outcomes'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const CHUNK = 250

/**
 * Takes back what an import wrote, the last rows first, as far as nothing was built on it since; what
 * stays is named. Running again after a break goes on with the rows that have no outcome yet.
 */
export const undoImport = {
  async handle(importId: number) {
    const dataImport = await DataImport.findOrFail(importId)
    const { undo } = importKind(dataImport.kind)
    if (dataImport.state !== 'undoing' || !undo) return

    const actor = actorOf(dataImport)
    const of = () => ImportUndo.query().where('dataImportId', importId)
    const [{ $extras }] = (await of().count('* as total')) as [ImportUndo]
    await dataImport.merge({ progressTotal: Number($extras.total) }).save()
    for (;;) {
      const waiting = await of().whereNull('outcome').orderBy('id', 'desc').limit(CHUNK)
      if (waiting.length === 0) break
      await inTransaction(async (trx) => {
        const entries = waiting.map(({ rowNumber, subjectId, undo: kept }) => ({
          ...{ row: rowNumber, subjectId, undo: kept },
        }))
        await keepIn(trx, waiting, await undo(trx, actor, entries))
      })
      const progressDone = dataImport.progressDone + waiting.length
      await dataImport.merge({ progressDone }).save()
    }
    await finish(dataImport)
  },
}

async function keepIn(
  trx: TransactionClientContract,
  waiting: readonly ImportUndo[],
  undone: readonly UndoneRow[]
) {
  const rows = new Map(undone.map((row) => [row.row, row]))
  await upsertRows(
    trx,
    'import_undos',
    waiting.map((each) => {
      const { outcome, problems } = rows.get(each.rowNumber)!
      return {
        id: each.id,
        data_import_id: each.dataImportId,
        row_number: each.rowNumber,
        subject_id: each.subjectId,
        ...{ undo: '{}', outcome, problems: JSON.stringify(problems) },
      }
    }),
    { key: ['id'], update: ['outcome', 'problems'] }
  )
}

async function finish(dataImport: DataImport) {
  const undone = await countOutcomes('import_undos', dataImport.id, UNDO_OUTCOMES)
  await inTransaction(async (trx) => {
    await dataImport
      .merge({
        state: 'undone',
        counts: { ...dataImport.counts!, undone },
        finishedAt: clock.now(),
      })
      .useTransaction(trx)
      .save()
    await recordAudit(trx, {
      ...{ actor: actorOf(dataImport), subjectType: 'data_import', subjectId: dataImport.id },
      ...{ organisationId: null, action: 'import.undone' },
      changes: UNDO_OUTCOMES.map((outcome) => ({
        field: `import_${outcome}`,
        before: null,
        after: undone[outcome],
      })),
    })
  })
}
