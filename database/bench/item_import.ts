import { ITEM_IMPORT } from '#cmdb/imports/item_import'
import { beginImport } from '#core/actions/begin_import'
import { checkImport } from '#core/actions/check_import'
import { runImport } from '#core/actions/run_import'
import type DataImport from '#core/models/data_import'
import type { ImportCounts } from '#core/imports/import_types'
import Upload from '#core/models/upload'
import { storagePath } from '#core/storage'
import Organisation from '#directory/models/organisation'
import { setUpInstallation } from '#directory/actions/set_up_installation'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import db from '@adonisjs/lucid/services/db'
import { createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const FILE = 'uploads/bench-items'
const KILOBYTES_PER_MEGABYTE = 1024

/** Checks and runs an import of servers with serial numbers and relations, then checks it again. */
export async function measureItemImport(rows: number) {
  const { organisationId, userId } = await owner()
  const started = performance.now()
  await importOnce(rows, { organisationId, userId })
  const seconds = (performance.now() - started) / 1000
  const before = await writtenRows()

  const once = performance.now()
  const counts = await checkAgain(rows, { organisationId, userId })
  const again = (performance.now() - once) / 1000
  if (counts.statuses.unchanged !== rows) throw new Error(JSON.stringify(counts.statuses))
  if ((await writtenRows()) !== before) throw new Error('The second time wrote something')
  // The most the process ever held, as the system counts it.
  const megabytes = Math.round(process.resourceUsage().maxRSS / KILOBYTES_PER_MEGABYTE)
  return { seconds, again, megabytes }
}

type Owner = { organisationId: number; userId: number }

async function importOnce(rows: number, { organisationId, userId }: Owner) {
  const dataImport = await checked(rows, { organisationId, userId })
  await dataImport.merge({ state: 'running', progressDone: 0 }).save()
  await runImport.handle(dataImport.id)
  await dataImport.refresh()
  const created = dataImport.counts?.outcomes?.created
  if (created !== rows) throw new Error(JSON.stringify(dataImport.counts))
}

async function checkAgain(rows: number, manager: Owner): Promise<ImportCounts> {
  return (await checked(rows, manager)).counts!
}

async function checked(rows: number, { organisationId, userId }: Owner): Promise<DataImport> {
  const size = await writeTable(rows)
  await Upload.query().where('file', FILE).delete()
  const file = { file: FILE, name: 'items.csv', type: 'csv' as const, size }
  const upload = await Upload.create({ ...file, uploadedByUserId: userId })
  const options = { classCode: 'physical_server', organisationId }
  const kind = { kind: ITEM_IMPORT, upload, userId, requestId: null, options }
  const dataImport = await beginImport.handle(kind)
  await dataImport.merge({ state: 'checking' }).save()
  await checkImport.handle(dataImport.id)
  return dataImport.refresh()
}

/** Line by line: the file itself must not stand in the memory that is measured. Resolves to its bytes. */
async function writeTable(rows: number): Promise<number> {
  const path = storagePath(FILE)
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(lines(rows)), createWriteStream(path))
  return (await stat(path)).size
}

function* lines(rows: number) {
  yield 'Name;Serial number;Vendor;Model;IP;OS;CPU cores;Memory;Depends on\n'
  for (let index = 0; index < rows; index += 1) {
    const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`
    const cells = [`srv-${index}`, `SN${1_000_000 + index}`, 'HPE', 'DL380', address]
    const above = index % 5 === 0 ? '' : `srv-${index - (index % 5)}`
    yield `${[...cells, 'Debian 13', '32', '256', above].join(';')}\n`
  }
}

/** A fresh installation with a configuration manager. */
async function owner(): Promise<Owner> {
  const names = {
    organisationName: 'Bench',
    displayName: 'Bench Manager',
    email: 'bench@example.org',
  }
  const place = { password: 'a long bench pass phrase', locale: 'en', timeZone: 'UTC' } as const
  const user = await setUpInstallation.handle({ values: { ...names, ...place }, requestId: null })
  const role = await Role.findByOrFail('code', 'configuration_manager')
  await RoleAssignment.create({ userId: user.id, roleId: role.id, organisationId: null })
  const organisation = await Organisation.query().firstOrFail()
  return { organisationId: organisation.id, userId: user.id }
}

/** All that a run could write. */
async function writtenRows(): Promise<string> {
  const tables = ['configuration_items', 'ci_relations', 'ci_provenances', 'audit_events']
  const counts: number[] = []
  for (const each of tables) {
    const row = await db.from(each).count('* as total').first()
    counts.push(Number(row.total))
  }
  const versions = await db.from('configuration_items').sum('version as total').first()
  return [...counts, Number(versions.total)].join(' ')
}
