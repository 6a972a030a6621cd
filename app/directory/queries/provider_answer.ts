import type { ProviderAttempt } from '#directory/actions/begin_provider_sign_in'
import { ProviderRefused, type ProviderRefusal } from '#directory/errors/providers'
import type SignInProvider from '#directory/models/sign_in_provider'
import { providerConfiguration } from '#directory/queries/provider_configuration'
import type { Claims } from '#directory/workflow/provider_claims'
import logger from '@adonisjs/core/services/logger'
import * as oidc from 'openid-client'

/**
 * Exchanges the code a visitor brought for what the provider says of them. State, nonce, issuer,
 * audience, times and signature are checked on the way. Throws ProviderRefused.
 */
export async function providerAnswer(
  provider: SignInProvider,
  attempt: ProviderAttempt,
  url: URL
): Promise<Claims & { iss: string; sub: string }> {
  try {
    const configuration = await providerConfiguration(provider)
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()!
    const more = await userInfo(configuration, tokens.access_token, claims.sub)
    return { ...more, ...claims }
  } catch (error) {
    const reason = reasonOf(error)
    logger.warn({ err: error, provider: provider.name, reason }, 'a provider lets nobody in')
    throw new ProviderRefused(reason)
  }
}

/** Many providers tell the address and the groups only here. */
async function userInfo(configuration: oidc.Configuration, token: string, subject: string) {
  if (!configuration.serverMetadata().userinfo_endpoint) return {}
  return oidc.fetchUserInfo(configuration, token, subject)
}

function reasonOf(error: unknown): ProviderRefusal {
  if (error instanceof oidc.AuthorizationResponseError) {
    return error.error === 'access_denied' ? 'cancelled' : 'provider_error'
  }
  const isNetwork = error instanceof TypeError && error.message === 'fetch failed'
  const code = error instanceof Error && 'code' in error ? error.code : null
  return isNetwork || code === 'OAUTH_TIMEOUT' ? 'unreachable' : 'invalid_answer'
}
