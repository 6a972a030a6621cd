import { mandatoryTextIds, outstandingTexts } from '#privacy/queries/mandatory_texts'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const AGREED = 'consents_agreed'
/** What works without having agreed: the page that asks, its language, the way out. */
const OPEN = /^\/(consent|sign-out|language|preferences|health)(\/|$)/

/**
 * Who signed in and has not agreed to a version that everybody must agree to is asked first. The
 * session remembers for which versions it was looked up, so that a request costs no query.
 */
export default class ConsentMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { visitor, ownSession, request, response } = ctx
    if (!visitor || !ownSession || OPEN.test(request.url())) return next()
    if (await this.#hasAgreed(ctx, visitor.personId)) return next()
    return response.redirect('/consent')
  }

  async #hasAgreed({ session }: HttpContext, personId: number): Promise<boolean> {
    const asked = (await mandatoryTextIds()).join(',')
    if (asked === '' || session.get(AGREED) === asked) return true
    if ((await outstandingTexts(personId)).length > 0) return false
    session.put(AGREED, asked)
    return true
  }
}
