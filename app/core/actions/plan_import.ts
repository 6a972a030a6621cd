import { ImportFileGone } from '#core/imports/import_errors'
import { importKind } from '#core/imports/import_kinds'
import type { ImportPlan } from '#core/imports/import_types'
import { mapRows } from '#core/imports/map_rows'
import type DataImport from '#core/models/data_import'
import Upload from '#core/models/upload'
import { storagePath } from '#core/storage'

/** What an import would do to the records as they are now. Throws ImportFileGone. */
export async function planImport(dataImport: DataImport): Promise<ImportPlan> {
  const { settings, requestedByUserId: userId } = dataImport
  const upload = dataImport.uploadId ? await Upload.find(dataImport.uploadId) : null
  if (!upload) throw new ImportFileGone()
  const rows = mapRows({ path: storagePath(upload.file), type: upload.type }, settings)
  return importKind(dataImport.kind).plan({ rows, settings, userId })
}
