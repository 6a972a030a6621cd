import { ProviderUnreachable, WrongIssuer } from '#directory/errors/providers'
import { discover } from '#directory/queries/provider_configuration'
import logger from '@adonisjs/core/services/logger'

/** What an administrator wants to know of an issuer before people are sent there. */
export async function checkIssuer(issuer: string) {
  const server = await ask(issuer)
  return {
    issuer: server.issuer,
    authorizationEndpoint: server.authorization_endpoint ?? null,
    // Without a word of the provider nobody knows; those who have it say so.
    hasPkce: server.code_challenge_methods_supported?.includes('S256') ?? null,
    scopes: (server.scopes_supported ?? []).slice(0, 40),
    claims: (server.claims_supported ?? []).slice(0, 60),
  }
}

async function ask(issuer: string) {
  try {
    const configuration = await discover(issuer, 'check', null)
    const server = configuration.serverMetadata()
    if (!server.authorization_endpoint || !server.token_endpoint) throw new Error('no endpoints')
    return server
  } catch (error) {
    if (error instanceof WrongIssuer) throw error
    logger.warn({ err: error, issuer }, 'an issuer does not answer as one')
    throw new ProviderUnreachable('issuer')
  }
}
