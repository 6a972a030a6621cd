import { Refusal, StaleRecord } from '#core/errors'
import { errors as authorization } from '@adonisjs/bouncer'
import { say } from '#core/say'
import app from '@adonisjs/core/services/app'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import type { StatusPageRange, StatusPageRenderer } from '@adonisjs/core/types/http'

/** Turns what actions and policies throw into answers: pages, field messages, JSON. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected override debug = !app.inProduction
  protected override renderStatusPages = true

  protected override statusPages: Record<StatusPageRange, StatusPageRenderer> = {
    '403': (_error, { inertia }) => inertia.render('errors/forbidden', {}),
    '404': (_error, { inertia }) => inertia.render('errors/not_found', {}),
    '429': (_error, { inertia }) => inertia.render('errors/too_many_requests', {}),
    '500..599': (_error, { inertia, request }) =>
      inertia.render('errors/server_error', { requestId: request.id() ?? null }),
  }

  override async handle(error: unknown, ctx: HttpContext) {
    if (ctx.answerError) return ctx.answerError(error, ctx)
    if (error instanceof StaleRecord) return this.#answerStale(error, ctx)
    if (error instanceof Refusal) return this.#answerRefusal(error, ctx)
    if (error instanceof authorization.E_AUTHORIZATION_FAILURE) return this.#answerForbidden(ctx)
    return super.handle(error, ctx)
  }

  /** 409 with what changed meanwhile; the page keeps the input and shows a dialog (G-15). */
  #answerStale(error: StaleRecord, ctx: HttpContext) {
    return ctx.response.status(409).json({
      code: error.code,
      message: ctx.i18n.t('errors.stale_record'),
      currentVersion: error.currentVersion,
      changes: error.changes,
    })
  }

  /** Always 403, never a redirect back: what is not allowed must not look like success (G-04). */
  async #answerForbidden(ctx: HttpContext) {
    ctx.response.status(403)
    if (this.#wantsJson(ctx)) {
      return ctx.response.json({
        code: 'E_FORBIDDEN',
        message: ctx.i18n.t('errors.forbidden.title'),
      })
    }
    return ctx.response.send(await ctx.inertia.render('errors/forbidden', {}))
  }

  #wantsJson({ request }: HttpContext) {
    return !request.header('x-inertia') && request.accepts(['html', 'json']) === 'json'
  }

  #answerRefusal(error: Refusal, ctx: HttpContext) {
    const message = say(ctx.i18n, error.messageKey, error.params)
    if (this.#wantsJson(ctx)) {
      const errors = error.field ? [{ field: error.field, message }] : [{ message }]
      return ctx.response.status(422).json({ code: error.code, errors })
    }
    if (error.field) ctx.session.flash('inputErrorsBag', { [error.field]: [message] })
    else ctx.session.flash('error', message)
    // What the page was asked for in its address is asked for again.
    return ctx.response.redirect().withQs().back()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Set for addresses that answer programs: errors are told their way, and nothing of a browser is there. */
    answerError?: (error: unknown, ctx: HttpContext) => unknown
  }
}
