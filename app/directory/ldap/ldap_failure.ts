import type { LdapFailure } from '#directory/models/ldap_types'

/** A directory that could not be read, in a word that has a text, with what the server said. */
export class DirectoryFailure extends Error {
  constructor(
    readonly code: LdapFailure,
    readonly detail: string | null = null
  ) {
    super(detail ? `${code}: ${detail}` : code)
  }
}

/** Result codes of RFC 4511. */
const RESULTS: Record<number, LdapFailure> = {
  3: 'time_limit',
  4: 'size_limit',
  8: 'tls',
  10: 'referral',
  11: 'size_limit',
  13: 'tls',
  32: 'base_missing',
  34: 'base_missing',
  48: 'bind_refused',
  49: 'bind_refused',
  50: 'bind_refused',
  51: 'unreachable',
  52: 'unreachable',
}

const NETWORK = /ECONN|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EPIPE|Socket error|Connection closed/
const TLS = /certificate|TLS|SSL|self.signed|ERR_TLS|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH|alert/i
const FILTER = /filter|paren|unexpected|invalid attribute|Failed to parse/i
const LONGEST = 400

/** Puts whatever a client throws into one of the known words. */
export function toDirectoryFailure(error: unknown): DirectoryFailure {
  if (error instanceof DirectoryFailure) return error
  const detail = textOf(error)
  return new DirectoryFailure(codeOf(error, detail), detail.slice(0, LONGEST) || null)
}

function codeOf(error: unknown, detail: string): LdapFailure {
  // Active Directory answers a search without a bind with an error of its own.
  if (/successful bind must be completed/i.test(detail)) return 'bind_refused'
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'number') return RESULTS[code] ?? 'failed'
  if (/tim(e|ed)\s?out/i.test(detail)) return 'timeout'
  if (TLS.test(detail)) return 'tls'
  if (NETWORK.test(detail)) return 'unreachable'
  return FILTER.test(detail) ? 'bad_filter' : 'failed'
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return [code, error.message].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim()
}
