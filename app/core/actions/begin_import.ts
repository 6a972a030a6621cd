import { guessColumns } from '#core/imports/guess_columns'
import { importKind } from '#core/imports/import_kinds'
import type { ImportSettings } from '#core/imports/import_types'
import DataImport from '#core/models/data_import'
import type Upload from '#core/models/upload'
import { removeUpload } from '#core/actions/sweep_uploads'
import { describeTable } from '#core/sheets/read_table'
import { storagePath } from '#core/storage'

type Input = {
  kind: string
  upload: Upload
  userId: number
  requestId: string | null
  options: ImportSettings['options']
}

/**
 * Begins an import with a file: its headings are read and columns guessed. A file that is no table
 * is removed at once. Throws UnsoundTable, UnsoundWorkbook, EmptyTable.
 */
export const beginImport = {
  async handle({ kind, upload, userId, requestId, options }: Input): Promise<DataImport> {
    const sheets = await describe(upload)
    const [first] = sheets
    const columns = guessColumns(await importKind(kind).fields(options), first!.headings)
    return DataImport.create({
      ...{ kind, requestedByUserId: userId, requestId, uploadId: upload.id, sheets },
      fileName: upload.name,
      state: 'mapping',
      settings: { sheet: first!.name, columns, options },
      ...{ progressDone: 0, progressTotal: 0 },
    })
  },
}

async function describe(upload: Upload) {
  try {
    return await describeTable({ path: storagePath(upload.file), type: upload.type })
  } catch (error) {
    await removeUpload(upload)
    throw error
  }
}
