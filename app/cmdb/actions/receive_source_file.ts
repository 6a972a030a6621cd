import {
  addSourceRecords,
  beginSourceRun,
  endSourceRun,
  type SourceRecord,
} from '#cmdb/actions/receive_source_run'
import type CiSourceRun from '#cmdb/models/ci_source_run'
import type { SourceRunKind } from '#cmdb/models/source_types'
import { removeUpload } from '#core/actions/sweep_uploads'
import type { Actor } from '#core/actor'
import type Upload from '#core/models/upload'
import { portions } from '#core/portions'
import { cellText } from '#core/sheets/cell'
import { describeTable, readTable } from '#core/sheets/read_table'
import { storagePath } from '#core/storage'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; sourceId: number; kind: SourceRunKind; upload: Upload }

const BATCH = 1_000

/**
 * Takes the first sheet of a file as one delivery of a source; the file is not kept. Call
 * `startSourceRun` afterwards. Throws SourceOff, RunUnderWay, EmptyTable and what reading may throw.
 */
export const receiveSourceFile = {
  async handle({ actor, sourceId, kind, upload }: Input): Promise<CiSourceRun> {
    try {
      const records = await recordsOf(upload)
      return await inTransaction(async (trx) => {
        const run = await beginSourceRun(trx, { actor, sourceId, kind, channel: 'file' })
        for (const some of portions(records, BATCH)) {
          await addSourceRecords(trx, run.id, some)
        }
        return endSourceRun(trx, run.id)
      })
    } finally {
      await removeUpload(upload)
    }
  },
}

async function recordsOf({ file, type }: Upload): Promise<SourceRecord[]> {
  const table = { path: storagePath(file), type }
  const [sheet] = await describeTable(table)
  const records: SourceRecord[] = []
  const { name, headings } = sheet!
  for await (const { cells } of readTable(table, name)) {
    // A cell that is empty is told as such: the master of a field may mean it.
    const told = headings.map((heading) => [heading, cellText(cells.get(heading) ?? '')])
    records.push(Object.fromEntries(told))
  }
  return records
}
