import { ALL_API_SCOPES } from '#config/api'
import type { HttpContext } from '@adonisjs/core/http'

/** Who the token speaks for and what it may do this moment. */
export default class MeController {
  show({ principal }: HttpContext) {
    const { personId, name, locale, timeZone } = principal
    const scopes = ALL_API_SCOPES.filter((scope) => principal.can(scope))
    return { data: { personId, name, locale, timeZone, scopes } }
  }
}
