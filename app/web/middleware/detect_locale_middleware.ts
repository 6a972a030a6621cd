import { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { RequestValidator, type HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** The user's own language; for guests their last choice, then what the browser asks for. */
export default class DetectLocaleMiddleware {
  static {
    RequestValidator.messagesProvider = (ctx) => ctx.i18n.createMessagesProvider()
  }

  handle(ctx: HttpContext, next: NextFn) {
    const chosen = ctx.visitor?.locale ?? ctx.request.plainCookie('locale', { encoded: false })
    ctx.i18n = i18nManager.locale(supported(chosen) ?? this.#browserLocale(ctx))
    ctx.containerResolver.bindValue(I18n, ctx.i18n)
    return next()
  }

  #browserLocale(ctx: HttpContext) {
    return i18nManager.getSupportedLocaleFor(ctx.request.languages()) ?? i18nManager.defaultLocale
  }
}

function supported(locale: unknown) {
  return i18nManager.supportedLocales().find((known) => known === locale)
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    i18n: I18n
  }
}
