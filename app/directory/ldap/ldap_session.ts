import { BINARY_ATTRIBUTES } from '#config/ldap'
import { DirectoryFailure, toDirectoryFailure } from '#directory/ldap/ldap_failure'
import type { RawEntry } from '#directory/workflow/ldap_entry'
import { Client, type Filter } from 'ldapts'
import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'

export type LdapServer = { url: string; usesStartTls: boolean; caCertificate: string | null }
export type LdapLogin = { dn: string; password: string }
export type LdapPatience = { connectMs: number; answerMs: number }
export type LdapQuery = {
  filter: string | Filter
  attributes: string[]
  scope?: 'base' | 'sub'
  /** Null asks for everything at once. */
  pageSize?: number | null
  limit?: number
}

/**
 * Does something with a directory and leaves it, whatever happens. Nothing here waits for ever: being
 * let in, each answer and the whole have their time. Without a login the session is anonymous. Throws
 * DirectoryFailure.
 */
export async function withDirectory<Result>(
  server: LdapServer,
  login: LdapLogin | null,
  patience: LdapPatience,
  work: (session: LdapSession) => Promise<Result>
): Promise<Result> {
  const client = newClient(server, patience)
  try {
    await inTime(enter(client, server, login), patience.connectMs + patience.answerMs)
    return await work(new LdapSession(client))
  } catch (error) {
    throw toDirectoryFailure(error)
  } finally {
    await client.unbind().catch(() => {})
  }
}

export class LdapSession {
  constructor(private client: Client) {}

  /** All entries below `base`, page by page, with the places the server says to look at instead. */
  async search(base: string, query: LdapQuery) {
    const { filter, attributes, scope = 'sub', pageSize = null, limit } = query
    const found = await this.client.search(base, {
      ...{ filter, scope, attributes, timeLimit: 0 },
      explicitBufferAttributes: binaryOf(attributes),
      ...(limit ? { sizeLimit: limit } : {}),
      ...(pageSize ? { paged: { pageSize } } : {}),
    })
    return { entries: found.searchEntries as RawEntry[], referrals: found.searchReferences }
  }

  /** One entry by its name, or null. */
  async read(dn: string, attributes: string[]): Promise<RawEntry | null> {
    try {
      const query = { filter: '(objectClass=*)', attributes, scope: 'base' as const }
      return (await this.search(dn, query)).entries[0] ?? null
    } catch (error) {
      if (toDirectoryFailure(error).code === 'base_missing') return null
      throw error
    }
  }
}

function newClient({ url, caCertificate }: LdapServer, { connectMs, answerMs }: LdapPatience) {
  return new Client({
    ...{ url, connectTimeout: connectMs, timeout: answerMs, strictDN: false },
    // With these the client speaks TLS from the first byte, whatever the address says.
    ...(url.startsWith('ldaps:') ? { tlsOptions: tlsOptions(caCertificate) } : {}),
  })
}

async function enter(client: Client, server: LdapServer, login: LdapLogin | null) {
  if (server.usesStartTls) {
    const { hostname } = new URL(server.url)
    // Without them the certificate would be held against "localhost".
    const name = isIP(hostname) ? {} : { servername: hostname }
    await client.startTLS({ ...tlsOptions(server.caCertificate), host: hostname, ...name })
  }
  if (!login) return
  // A name without a password is an anonymous bind, which succeeds for everybody (RFC 4513, 5.1.2).
  if (login.password === '') throw new DirectoryFailure('bind_refused', 'empty password')
  await client.bind(login.dn, login.password)
}

function tlsOptions(caCertificate: string | null): ConnectionOptions {
  return { minVersion: 'TLSv1.2', ...(caCertificate ? { ca: [caCertificate] } : {}) }
}

function binaryOf(attributes: string[]): string[] {
  const binary = new Set<string>(BINARY_ATTRIBUTES.map((each) => each.toLowerCase()))
  // The server answers with the name as its schema spells it.
  return [...attributes.filter((each) => binary.has(each.toLowerCase())), ...BINARY_ATTRIBUTES]
}

/** A server may take the connection and then say nothing, in the middle of TLS too. */
async function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DirectoryFailure('timeout')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
