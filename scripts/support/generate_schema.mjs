/**
 * A process of its own: migrates the database it is given and writes database/schema.ts out of it.
 * Routes stay unread, for their models already need the schema of a migration just written.
 */
import 'reflect-metadata'
import '@poppinss/ts-exec'

const ROOT = new URL('../../', import.meta.url)
const importer = (path) => import(path.startsWith('.') ? new URL(path, ROOT).href : path)

const { Ignitor, prettyPrintError } = await import('@adonisjs/core')
const { default: rcFile } = await import('../../adonisrc.ts')

await new Ignitor(ROOT, { importer })
  .tap((app) => {
    app.rcContents({ ...rcFile, preloads: [] })
    app.booting(async () => {
      await import('#start/env')
    })
  })
  .ace()
  .handle(['migration:run', '--compact-output'])
  .catch((error) => {
    process.exitCode = 1
    return prettyPrintError(error)
  })
