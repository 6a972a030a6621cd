import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import { itemImportSettings } from '#cmdb/imports/item_import_settings'
import { beginImport } from '#core/actions/begin_import'
import { checkImport } from '#core/actions/check_import'
import { requestCheck, requestRun } from '#core/actions/request_import_step'
import { runImport } from '#core/actions/run_import'
import { saveImportTemplate } from '#core/actions/save_import_template'
import type DataImport from '#core/models/data_import'
import Upload from '#core/models/upload'
import { storeFile } from '#core/storage'
import { MONITORS, TELEPHONES } from '#database/demo/deliveries/tables'
import { named, type World } from '#database/demo/world'
import { loadPrincipal } from '#directory/queries/load_principal'
import { randomBytes } from 'node:crypto'

const MINUTE = 60_000
const KEEPER = 'shubin'

type Table = typeof MONITORS | typeof TELEPHONES

/** One file that went in, with the columns kept as a template, and one that is looked through. */
export async function seedImports(world: World) {
  const { now } = world.day
  world.moveTo(now - 50 * MINUTE)
  const monitors = await looked(world, MONITORS)
  await requestRun(monitors, { isConfirmed: true })
  await runImport.handle(monitors.id)
  world.moveTo(now - 20 * MINUTE)
  await looked(world, TELEPHONES)
  world.moveTo(now)
}

/** Uploads the file and has it looked through, as its pages do. */
async function looked(world: World, { template, organisation, ...file }: Table) {
  const userId = world.person(KEEPER).actor.userId!
  const principal = (await loadPrincipal(userId))!
  const organisationId = named(world.organisations, organisation)
  const upload = await uploaded(file, userId)
  const own = { kind: ITEM_IMPORT, userId, requestId: null, options: {} }
  const dataImport = await beginImport.handle({ ...own, upload })
  const settings = await itemImportSettings(principal, {
    ...{ sheet: dataImport.settings.sheet, columns: dataImport.settings.columns },
    ...{ classCode: file.classCode, organisationId, createsItems: true, createsSites: false },
    ...{ clearsEmpty: false, identifiesByName: true },
  })
  if (template) {
    const kept = { kind: ITEM_IMPORT, userId, organisationId, name: template }
    await saveImportTemplate.handle({ ...kept, settings })
  }
  await requestCheck(dataImport, settings)
  await checkImport.handle(dataImport.id)
  return dataImport.refresh() as Promise<DataImport>
}

async function uploaded({ fileName, text }: Pick<Table, 'fileName' | 'text'>, userId: number) {
  const file = `uploads/${randomBytes(16).toString('hex')}`
  const content = Buffer.from(text)
  await storeFile(file, content)
  const size = content.length
  return Upload.create({ file, name: fileName, size, type: 'csv', uploadedByUserId: userId })
}
