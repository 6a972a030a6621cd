import { serializer } from '#core/serializer'
import { revokeApiToken } from '#directory/actions/revoke_api_token'
import { NoAccount } from '#directory/errors/accounts'
import AccountPolicy from '#directory/policies/account_policy'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { listTokens } from '#directory/queries/api_tokens'
import { accountOf, findPerson } from '#directory/queries/find_person'
import ApiTokenTransformer from '#directory/transformers/api_token_transformer'
import type { HttpContext } from '@adonisjs/core/http'

/** Somebody's tokens, for those who see their account; ending them is for those who manage it. */
export default class PersonApiTokensController {
  async index({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const person = await findPerson(principal, params.id)
    await bouncer.with(DirectoryPolicy).authorize('viewAccount', person)
    const userId = (await accountOf(person.id))?.id ?? null
    const tokens = userId === null ? [] : await listTokens(userId)
    const canRevoke = await bouncer.with(AccountPolicy).allows('manage', { person, userId })
    return serializer.serialize({ tokens: ApiTokenTransformer.transform(tokens), canRevoke })
  }

  async destroy({ params, principal, bouncer, session, i18n, response, actor }: HttpContext) {
    const person = await findPerson(principal, params.id)
    const userId = (await accountOf(person.id))?.id ?? null
    await bouncer.with(AccountPolicy).authorize('manage', { person, userId })
    if (userId === null) throw new NoAccount()
    await revokeApiToken.handle({ actor, userId, tokenId: Number(params.tokenId) })
    session.flash('success', i18n.t('api_tokens.revoked'))
    return response.redirect(`/people/${params.id}`)
  }
}
