import { UPLOADS } from '#config/uploads'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import DataImport from '#core/models/data_import'
import Upload from '#core/models/upload'
import { portions } from '#core/portions'
import { storagePath } from '#core/storage'
import { readdir, rm, stat } from 'node:fs/promises'

const BATCH = 100
/** A file younger than this may belong to a request that is still on its way. */
const STRAY_HOURS = 24

/** Removes uploads that are old and belong to no record, imports with what they showed, and files no row knows of. */
export const sweepUploads = {
  async handle(): Promise<{ uploads: number; imports: number; strays: number }> {
    const before = clock.now().minus({ hours: UPLOADS.keptHours })
    const imports = await DataImport.query().where('createdAt', '<', toSqlUtc(before)).delete()
    const old = await Upload.query()
      .where('isKept', false)
      .where('createdAt', '<', toSqlUtc(before))
    for (const upload of old) await removeUpload(upload)
    return { uploads: old.length, imports: Number(imports[0] ?? 0), strays: await sweepStrays() }
  },
}

/** The file first: a row without a file is found again, a file without a row only by looking. */
export async function removeUpload(upload: Upload) {
  await rm(storagePath(upload.file), { force: true })
  await upload.delete()
}

async function sweepStrays(): Promise<number> {
  const names = await readdir(storagePath('uploads')).catch(() => [])
  const latest = clock.now().minus({ hours: STRAY_HOURS }).toMillis()
  let strays = 0
  for (const some of portions(names, BATCH)) {
    const files = some.map((name) => `uploads/${name}`)
    const rows = await Upload.query().whereIn('file', files).select('file')
    const known = new Set(rows.map(({ file }) => file))
    for (const file of files.filter((each) => !known.has(each))) {
      if ((await stat(storagePath(file))).mtimeMs > latest) continue
      await rm(storagePath(file), { force: true })
      strays += 1
    }
  }
  return strays
}
