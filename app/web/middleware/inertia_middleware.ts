import { navigationFor } from '#web/queries/navigation'
import { catalogVersion } from '#web/queries/language_catalog'
import VisitorTransformer from '#web/transformers/visitor_transformer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'

/** What every page gets. Error pages may render before the other middleware ran. */
export default class InertiaMiddleware extends BaseInertiaMiddleware {
  share(ctx: HttpContext) {
    const { session, visitor, auth, i18n } = ctx as Partial<HttpContext>
    const locale = i18n?.locale ?? 'en'
    return {
      errors: ctx.inertia.always(this.getValidationErrors(ctx)),
      flash: ctx.inertia.always({
        error: session?.flashMessages.get('error') as string | undefined,
        success: session?.flashMessages.get('success') as string | undefined,
      }),
      language: ctx.inertia.always({ locale, version: catalogVersion(locale) }),
      visitor: ctx.inertia.always(
        visitor && auth?.user
          ? VisitorTransformer.transform({ principal: visitor, user: auth.user })
          : undefined
      ),
      navigation: ctx.inertia.always(visitor ? navigationFor(visitor) : []),
    }
  }

  async handle(ctx: HttpContext, next: NextFn) {
    await this.init(ctx)
    const output = await next()
    this.dispose(ctx)
    return output
  }
}

declare module '@adonisjs/inertia/types' {
  type MiddlewareSharedProps = InferSharedProps<InertiaMiddleware>
  export interface SharedProps extends MiddlewareSharedProps {}
}
