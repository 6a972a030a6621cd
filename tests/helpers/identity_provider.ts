import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { text } from 'node:stream/consumers'

const KEY_ID = 'key-1'

type Pair = { publicKey: KeyObject; privateKey: KeyObject }
let made: { known: Pair; stranger: Pair } | undefined

export type Claims = Record<string, unknown>

export type FakeProvider = {
  issuer: string
  /** What the next ID token says; `null` makes the token endpoint refuse. */
  answer(claims: Claims | null): void
  /** Signs the next tokens with a key nobody published. */
  forge(isForging: boolean): void
  /** Answers after so many milliseconds. */
  delay(milliseconds: number): void
  /** How often it was asked for an address. */
  asked(path: string): number
  /** The body and the headers of the last request for a token. */
  lastTokenRequest(): { body: URLSearchParams; authorization: string | undefined }
  close(): Promise<void>
}

/**
 * A provider that says whatever a test wants, true or false: discovery, keys, tokens. The way of a real
 * one with its own pages is gone elsewhere with `oidc-provider`.
 */
export async function openFakeProvider(): Promise<FakeProvider> {
  const { known, stranger } = keys()
  const counts = new Map<string, number>()
  let claims: Claims | null = {}
  let isForging = false
  let wait = 0
  let last = { body: new URLSearchParams(), authorization: undefined as string | undefined }
  let issuer = ''

  const server = createServer((request, response) => {
    const path = new URL(request.url!, issuer).pathname
    counts.set(path, (counts.get(path) ?? 0) + 1)
    setTimeout(() => void serve(path, request, response), wait)
  })

  async function serve(path: string, request: IncomingMessage, response: ServerResponse) {
    if (path === '/.well-known/openid-configuration') return send(response, 200, metadata(issuer))
    if (path === '/jwks') {
      const key = known.publicKey.export({ format: 'jwk' })
      return send(response, 200, { keys: [{ ...key, kid: KEY_ID, use: 'sig', alg: 'RS256' }] })
    }
    if (path !== '/token') return send(response, 404, {})
    const body = new URLSearchParams(await text(request))
    last = { body, authorization: request.headers.authorization }
    if (claims === null) return send(response, 400, { error: 'invalid_grant' })
    const key = isForging ? stranger.privateKey : known.privateKey
    return send(response, 200, {
      access_token: 'access',
      token_type: 'bearer',
      id_token: sign({ iss: issuer, ...claims }, key),
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    answer: (next) => void (claims = next),
    forge: (next) => void (isForging = next),
    delay: (milliseconds) => void (wait = milliseconds),
    asked: (path) => counts.get(path) ?? 0,
    lastTokenRequest: () => last,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Making them takes longer than a whole sign-in, so all providers of a run share them. */
function keys() {
  const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
  return (made ??= { known: make(), stranger: make() })
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email'],
  }
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sign(claims: Claims, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${part({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${part(claims)}`
  const signature = createSign('RSA-SHA256').update(unsigned).sign(key).toString('base64url')
  return `${unsigned}.${signature}`
}
