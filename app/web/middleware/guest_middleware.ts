import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** The sign-in page is for guests; who is signed in goes home. */
export default class GuestMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return ctx.visitor ? ctx.response.redirect('/') : next()
  }
}
