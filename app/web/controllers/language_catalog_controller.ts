import { catalogBody, catalogVersion } from '#web/queries/language_catalog'
import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'

/** The messages of a language for the pages. */
export default class LanguageCatalogController {
  show({ params, response }: HttpContext) {
    if (!i18nManager.supportedLocales().includes(params.locale)) return response.notFound()
    const isCurrent = params.version === catalogVersion(params.locale)
    response.header('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-store')
    response.type('application/json')
    return response.send(catalogBody(params.locale))
  }
}
