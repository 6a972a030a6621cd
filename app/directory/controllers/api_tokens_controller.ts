import { API_SCOPES, API_TOKENS } from '#config/api'
import { clock } from '#core/clock'
import { issueApiToken } from '#directory/actions/issue_api_token'
import { revokeApiToken } from '#directory/actions/revoke_api_token'
import { listTokens, scopesOf } from '#directory/queries/api_tokens'
import ApiTokenTransformer from '#directory/transformers/api_token_transformer'
import { apiTokenValidator } from '#directory/validators/api_token_validator'
import type { HttpContext } from '@adonisjs/core/http'

const PAGE = '/account/api-tokens'

/** One's own tokens for programs. */
export default class ApiTokensController {
  async index({ principal, session, inertia }: HttpContext) {
    const issued = session.flashMessages.get('apiToken') as
      { name: string; text: string } | undefined
    // The way back must not show a token once more.
    if (issued) inertia.encryptHistory()
    else inertia.clearHistory()
    const own = scopesOf(principal)
    return inertia.render('directory/account/api_tokens', {
      tokens: ApiTokenTransformer.transform(await listTokens(principal.userId)),
      scopes: {
        read: API_SCOPES.read.filter((scope) => own.includes(scope)),
        write: API_SCOPES.write.filter((scope) => own.includes(scope)),
      },
      issued: issued ?? null,
      today: clock.today(principal.timeZone),
      limits: { days: API_TOKENS.longestDays, tokens: API_TOKENS.perPerson },
    })
  }

  async store({ request, principal, session, response, actor }: HttpContext) {
    const values = await request.validateUsing(apiTokenValidator)
    const { token, text } = await issueApiToken.handle({ actor, principal, ...values })
    session.flash({ apiToken: { name: token.name, text } })
    return response.redirect(PAGE)
  }

  async destroy({ params, principal, session, i18n, response, actor }: HttpContext) {
    const { userId } = principal
    await revokeApiToken.handle({ actor, userId, tokenId: Number(params.id) })
    session.flash('success', i18n.t('api_tokens.revoked'))
    return response.redirect(PAGE)
  }
}
