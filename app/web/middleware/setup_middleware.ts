import { isSetUp } from '#directory/queries/installation'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** What works before there is anybody. */
const OPEN = /^\/(setup|language|health)(\/|$)/

/** An installation without users has one page: the wizard that makes the first one. */
export default class SetupMiddleware {
  async handle({ visitor, answerError, request, response }: HttpContext, next: NextFn) {
    if (visitor || answerError || OPEN.test(request.url()) || (await isSetUp())) return next()
    return response.redirect('/setup')
  }
}
