import { floodSeconds } from '#directory/actions/sign_in'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * Turns a flood of sign-ins away before sessions, forms and pages cost anything. A person who only
 * mistyped too often comes through and reads on the page how long to wait.
 */
export default class FloodMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    if (request.method() !== 'POST' || request.url() !== '/sign-in') return next()
    const seconds = await floodSeconds(request.ip())
    if (seconds === 0) return next()
    return response.status(429).header('retry-after', String(seconds)).send('')
  }
}
