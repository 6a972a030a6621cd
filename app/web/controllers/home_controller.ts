import { navigationFor } from '#web/queries/navigation'
import type { HttpContext } from '@adonisjs/core/http'

/** Everybody starts in the first area they may see. */
export default class HomeController {
  index({ principal, response, inertia }: HttpContext) {
    const [first] = navigationFor(principal)
    return first ? response.redirect(first.href) : inertia.render('errors/forbidden', {})
  }
}
