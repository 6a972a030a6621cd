import PrincipalMiddleware from '#web/middleware/principal_middleware'
import InitializeAuthMiddleware from '@adonisjs/auth/initialize_auth_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import SessionMiddleware from '@adonisjs/session/session_middleware'
import ShieldMiddleware from '@adonisjs/shield/shield_middleware'

type Middleware = { handle(ctx: HttpContext, next: NextFn): unknown }

/** In this order: each needs what those before it found. */
const LAYERS = [SessionMiddleware, ShieldMiddleware, InitializeAuthMiddleware, PrincipalMiddleware]

/**
 * What browsers need: a session, the guard of forms, and who is signed in. Programs come without
 * cookies through a wall of their own: no cookie opens it, and they are given none.
 */
export default class BrowserMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    return ctx.answerError ? next() : this.#through(0, ctx, next)
  }

  async #through(place: number, ctx: HttpContext, next: NextFn): Promise<unknown> {
    const Layer = LAYERS[place]
    if (!Layer) return next()
    const layer = (await ctx.containerResolver.make(Layer)) as Middleware
    return layer.handle(ctx, () => this.#through(place + 1, ctx, next))
  }
}
