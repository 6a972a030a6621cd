import { PROVIDER_NETWORK } from '#config/sign_in_providers'
import { clock } from '#core/clock'
import type SignInProvider from '#directory/models/sign_in_provider'
import { WrongIssuer } from '#directory/errors/providers'
import { isPlainLoopback, issuerUrl } from '#directory/workflow/issuer_url'
import encryption from '@adonisjs/core/services/encryption'
import * as oidc from 'openid-client'

type Known = { configuration: oidc.Configuration; version: number; since: number }

/** By provider; each process asks for itself. */
const known = new Map<number, Known>()

/**
 * What a provider says of itself, with our name and secret there. Kept for a while, so that a sign-in
 * waits for the provider once and not twice. Throws what the network throws.
 */
export async function providerConfiguration(provider: SignInProvider): Promise<oidc.Configuration> {
  const now = clock.now().toMillis()
  const kept = known.get(provider.id)
  const isFresh = kept && now - kept.since < PROVIDER_NETWORK.discoveryMinutes * 60_000
  if (kept && isFresh && kept.version === provider.version) return kept.configuration

  const { issuer, clientId, clientSecret, version } = provider
  const secret = clientSecret === null ? null : secretOf(clientSecret)
  const configuration = await discover(issuer, clientId, secret)
  known.set(provider.id, { configuration, version, since: now })
  return configuration
}

/** Asks an issuer what it says of itself. Throws WrongIssuer and what the network throws. */
export async function discover(issuer: string, clientId: string, secret: string | null) {
  const url = issuerUrl(issuer)
  if (!url) throw new WrongIssuer()
  const isPlain = isPlainLoopback(url)
  const found = await oidc.discovery(url, clientId, undefined, oidc.None(), {
    timeout: PROVIDER_NETWORK.timeoutSeconds,
    execute: isPlain ? [oidc.allowInsecureRequests] : [],
    [oidc.customFetch]: (address, options) => fetchSafely(address, options as RequestInit),
  })
  const server = found.serverMetadata()
  const metadata = {
    [oidc.clockTolerance]: PROVIDER_NETWORK.clockToleranceSeconds,
    ...(secret === null ? {} : { client_secret: secret }),
  }
  const way = wayToAuthenticate(server.token_endpoint_auth_methods_supported, secret)
  const configuration = new oidc.Configuration(server, clientId, metadata, way)
  configuration.timeout = PROVIDER_NETWORK.timeoutSeconds
  configuration[oidc.customFetch] = (address, options) =>
    fetchSafely(address, options as RequestInit)
  if (isPlain) oidc.allowInsecureRequests(configuration)
  // Signatures are checked although the token comes straight from the provider.
  oidc.enableNonRepudiationChecks(configuration)
  return configuration
}

/** Plain http never leaves this machine, whatever addresses a provider names. */
async function fetchSafely(address: string, options: RequestInit) {
  const url = new URL(address)
  if (url.protocol !== 'https:' && !isPlainLoopback(url)) throw new WrongIssuer()
  return fetch(address, options)
}

/** Without a word of the provider the header it must know (OpenID Connect Core, 9). */
function wayToAuthenticate(supported: string[] | undefined, secret: string | null) {
  if (secret === null) return oidc.None()
  const isPostOnly =
    supported?.includes('client_secret_post') && !supported.includes('client_secret_basic')
  return isPostOnly ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret)
}

function secretOf(encrypted: string): string {
  const secret = encryption.decrypt<string>(encrypted)
  if (!secret) {
    throw new Error('A client secret cannot be read: it was encrypted with another APP_KEY')
  }
  return secret
}
