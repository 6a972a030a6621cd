import ViteProvider from '@adonisjs/vite/vite_provider'
import { existsSync } from 'node:fs'

/**
 * Vite's own provider starts a development server in every test process. The suites run on the
 * built pages where there are some: faster, quieter, and the very files people get.
 */
export default class AssetsProvider extends ViteProvider {
  override async start() {
    if (!this.#servesBuiltPages()) await super.start()
  }

  override async shutdown() {
    if (!this.#servesBuiltPages()) await super.shutdown()
  }

  #servesBuiltPages() {
    const manifest = this.app.makePath(this.app.config.get<string>('vite.manifestFile'))
    return this.app.inTest && existsSync(manifest)
  }
}
