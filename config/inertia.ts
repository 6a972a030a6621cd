import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/inertia'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const manifest = app.publicPath('build/.vite/manifest.json')

/** Of the built pages; hashed once here, for Inertia would do it for every request. */
function versionOfPages() {
  if (app.inTest) return '1' // The test client names this one.
  if (!app.inProduction || !existsSync(manifest)) return undefined
  return createHash('sha256').update(readFileSync(manifest)).digest('hex')
}

export default defineConfig({ rootView: 'inertia_layout', assetsVersion: versionOfPages() })
