import { isHttps } from '#config/app'
import { answerProblem } from '#api/exceptions/answer_problem'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const API = /^\/api(\/|$)/
const HALF_A_YEAR = 180 * 24 * 3600

/** Marks what belongs to programs before anything else looks at it: no session, no page, errors as JSON. */
export default class FrontierMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (!API.test(ctx.request.url())) return next()
    ctx.answerError = answerProblem
    ctx.response.header('X-Request-Id', ctx.request.id()!)
    ctx.response.header('X-Content-Type-Options', 'nosniff')
    ctx.response.header('Cache-Control', 'private, no-store')
    if (isHttps) ctx.response.header('Strict-Transport-Security', `max-age=${HALF_A_YEAR}`)
    return next()
  }
}
