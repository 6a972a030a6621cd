import { CLIENT } from '#tests/helpers/sign_in_providers'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type AccountClaims } from 'oidc-provider'

export type RealProvider = {
  issuer: string
  /** Signs this person in at the provider's own pages; gives the address they are sent back to. */
  passThrough(start: string, login: string): Promise<string>
  close(): Promise<void>
}

/** A real OpenID Connect provider on a free port, with its own pages for signing in and agreeing. */
export async function openRealProvider(
  redirectUri: string,
  people: Record<string, Omit<AccountClaims, 'sub'>>
): Promise<RealProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['only-for-tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people[sub] }),
    }),
  })
  provider.on('server_error', (_context, error) => process.stderr.write(`${String(error)}\n`))
  server.on('request', provider.callback())
  return {
    issuer,
    passThrough: (start, login) => walk(new URL(start), login, redirectUri),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What a browser does: follows redirects, keeps cookies, fills the forms it is shown. */
async function walk(start: URL, login: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | null = null
  for (let step = 0; step < 12; step += 1) {
    const response: Response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      body: form,
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split('=')
      cookies.set(name!, value!)
    }
    const location = response.headers.get('location')
    const page = await response.text()
    form = null
    if (location) {
      url = new URL(location, url)
      if (url.href.startsWith(redirectUri)) return url.href
      continue
    }
    const action = /<form[^>]+action="([^"]+)"/.exec(page)?.[1]
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
    if (!action || !prompt) throw new Error(`The provider shows: ${page.slice(0, 500)}`)
    url = new URL(action, url)
    form = new URLSearchParams({ prompt, login, password: 'any' })
  }
  throw new Error('The provider never sends anybody back')
}
