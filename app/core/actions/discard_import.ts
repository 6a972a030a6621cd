import { removeUpload } from '#core/actions/sweep_uploads'
import { ImportMovedOn } from '#core/imports/import_errors'
import type DataImport from '#core/models/data_import'
import Upload from '#core/models/upload'

/** Removes an import with its file; what a run wrote stays written. Throws ImportMovedOn. */
export const discardImport = {
  async handle(dataImport: DataImport) {
    if (dataImport.isAtWork) throw new ImportMovedOn()
    const upload = dataImport.uploadId ? await Upload.find(dataImport.uploadId) : null
    await dataImport.delete()
    if (upload) await removeUpload(upload)
  },
}
