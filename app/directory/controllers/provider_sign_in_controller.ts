import { beginProviderSignIn } from '#directory/actions/begin_provider_sign_in'
import { finishProviderSignIn } from '#directory/actions/finish_provider_sign_in'
import { callerOf, letIn } from '#directory/controllers/let_in'
import { pendingSignIn } from '#directory/controllers/pending_sign_in'
import { providerAttempt } from '#directory/controllers/provider_attempt'
import { ProviderRefused } from '#directory/errors/providers'
import { activeProvider, redirectUri } from '#directory/queries/sign_in_providers'
import { SECOND_STEP } from '#directory/queries/sign_in_state'
import type { HttpContext } from '@adonisjs/core/http'

/** Out to an OpenID Connect provider and back. Both ways end at addresses of our own alone. */
export default class ProviderSignInController {
  async create(ctx: HttpContext) {
    const provider = await activeProvider(Number(ctx.params.id))
    if (!provider) return ctx.response.redirect('/sign-in')
    return this.#orSayWhy(ctx, async () => {
      const { url, attempt } = await beginProviderSignIn.handle(provider)
      providerAttempt.begin(ctx, attempt)
      ctx.response.header('cache-control', 'no-store')
      return ctx.response.redirect(url)
    })
  }

  async store(ctx: HttpContext) {
    const url = new URL(redirectUri())
    url.search = ctx.request.parsedUrl.query
    const attempt = providerAttempt.take(ctx)
    return this.#orSayWhy(ctx, async () => {
      const step = await finishProviderSignIn.handle({ attempt, url, caller: callerOf(ctx) })
      const { user, next, isSecondFactorPassed } = step
      if (next === 'enter') {
        await letIn(ctx, user, { isSecondFactorPassed })
        return ctx.response.redirect('/')
      }
      pendingSignIn.begin(ctx, user)
      return ctx.response.redirect(SECOND_STEP)
    })
  }

  /** The page before was the provider's: a refusal must not lead back there. */
  async #orSayWhy({ session, i18n, response }: HttpContext, work: () => Promise<unknown>) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error
      session.flash('error', i18n.t(error.messageKey))
      return response.redirect('/sign-in')
    }
  }
}
