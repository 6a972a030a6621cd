import { clock } from '#core/clock'
import { ProviderRefused } from '#directory/errors/providers'
import type SignInProvider from '#directory/models/sign_in_provider'
import { providerConfiguration } from '#directory/queries/provider_configuration'
import { redirectUri } from '#directory/queries/sign_in_providers'
import logger from '@adonisjs/core/services/logger'
import * as oidc from 'openid-client'

/** What must be the same when the visitor comes back; `since` in milliseconds. */
export type ProviderAttempt = {
  providerId: number
  state: string
  nonce: string
  codeVerifier: string
  since: number
}

/**
 * Where a visitor goes to sign in at a provider (authorisation code with PKCE). Throws ProviderRefused
 * when the provider does not answer.
 */
export const beginProviderSignIn = {
  async handle(provider: SignInProvider): Promise<{ url: string; attempt: ProviderAttempt }> {
    const attempt = {
      providerId: provider.id,
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
      since: clock.now().toMillis(),
    }
    const url = oidc.buildAuthorizationUrl(await configurationOf(provider), {
      redirect_uri: redirectUri(),
      scope: provider.scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, attempt }
  },
}

async function configurationOf(provider: SignInProvider) {
  try {
    return await providerConfiguration(provider)
  } catch (error) {
    logger.warn({ err: error, provider: provider.name }, 'a sign-in provider does not answer')
    throw new ProviderRefused('unreachable')
  }
}
