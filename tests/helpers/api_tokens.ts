import { ALL_API_SCOPES, type ApiScope } from '#config/api'
import { clock } from '#core/clock'
import { issueApiToken } from '#directory/actions/issue_api_token'
import ApiToken from '#directory/models/api_token'
import type User from '#directory/models/user'
import { scopesOf, tokenHash } from '#directory/queries/api_tokens'
import { loadPrincipal } from '#directory/queries/load_principal'
import { hintOf, newToken } from '#directory/workflow/token_text'

/** A token of this user with these scopes, or with all their roles include. */
export async function tokenOf(user: User, scopes?: ApiScope[]): Promise<string> {
  const principal = (await loadPrincipal(user.id))!
  const { text } = await issueApiToken.handle({
    actor: principal.asActor('ui', null),
    principal,
    name: 'Monitoring',
    scopes: scopes ?? scopesOf(principal),
    expiresOn: clock.now().plus({ days: 30 }).toISODate(),
  })
  return text
}

/** A token with scopes its owner may not have, as if they had lost the roles since. */
export async function bareToken(user: User, scopes: ApiScope[] = [...ALL_API_SCOPES]) {
  const text = newToken()
  await ApiToken.create({
    ...{ userId: user.id, organisationId: user.person.organisationId, name: 'Bare', scopes },
    ...{ tokenHash: tokenHash(text), hint: hintOf(text) },
    expiresAt: clock.now().plus({ days: 1 }),
  })
  return text
}
