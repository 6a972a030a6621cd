import { saveSignInProvider } from '#directory/actions/save_sign_in_provider'
import Role from '#directory/models/role'
import SignInProviderPolicy from '#directory/policies/sign_in_provider_policy'
import { checkIssuer } from '#directory/queries/check_issuer'
import { findProvider, listProviders, redirectUri } from '#directory/queries/sign_in_providers'
import SignInProviderTransformer from '#directory/transformers/sign_in_provider_transformer'
import {
  issuerValidator,
  newProviderValidator,
  providerValidator,
} from '#directory/validators/sign_in_provider_validator'
import type { HttpContext } from '@adonisjs/core/http'

const PAGE = '/settings/sign-in-providers'

/** OpenID Connect providers that people may sign in through. */
export default class SignInProvidersController {
  async index({ principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(SignInProviderPolicy)
    await policy.authorize('view')
    const roles = await Role.query().orderBy('id')
    return inertia.render('directory/sign_in_providers/index', {
      providers: SignInProviderTransformer.transform(await listProviders(principal)),
      redirectUri: redirectUri(),
      roles: roles.map(({ id, labelRu, labelEn }) => ({ id, labelRu, labelEn })),
      can: { manage: await policy.allows('manage'), mapGroups: await policy.allows('mapGroups') },
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(SignInProviderPolicy).authorize('manage')
    const values = await ctx.request.validateUsing(newProviderValidator)
    await saveSignInProvider.handle({ ...(await callerOf(ctx)), providerId: null, values })
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(SignInProviderPolicy).authorize('manage')
    const { id: providerId } = await findProvider(ctx.principal, ctx.params.id)
    const { version, ...values } = await ctx.request.validateUsing(providerValidator)
    const change = { providerId, seenVersion: version, values }
    await saveSignInProvider.handle({ ...(await callerOf(ctx)), ...change })
    return this.#answer(ctx)
  }

  /** Asks the issuer that stands in the form, saved or not. */
  async check({ request, bouncer }: HttpContext) {
    await bouncer.with(SignInProviderPolicy).authorize('manage')
    const { issuer } = await request.validateUsing(issuerValidator)
    return checkIssuer(issuer)
  }

  #answer({ response, session, i18n }: HttpContext) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(PAGE)
  }
}

async function callerOf({ bouncer, actor }: HttpContext) {
  return {
    actor,
    mayMapGroups: await bouncer.with(SignInProviderPolicy).allows('mapGroups'),
  }
}
