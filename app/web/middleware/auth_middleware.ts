import { PENDING_SIGN_IN, SECOND_STEP } from '#directory/queries/sign_in_state'
import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Lets only signed-in people pass; the others go to the sign-in page, or to its second step. */
export default class AuthMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (ctx.visitor) return next()
    throw new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', {
      guardDriverName: 'session',
      redirectTo: ctx.session.has(PENDING_SIGN_IN) ? SECOND_STEP : '/sign-in',
    })
  }
}
