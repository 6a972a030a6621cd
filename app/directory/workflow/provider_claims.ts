import { textOf } from '#core/queries/list_query'

/** What a provider says of somebody: claims of the ID token, completed by those of the user info. */
export type Claims = Readonly<Record<string, unknown>>

export type ClaimMap = { emailClaim: string; nameClaim: string; groupsClaim: string | null }

export type Claimed = {
  email: string | null
  isEmailVerified: boolean
  name: string | null
  groups: string[]
}

/** A claim may stand inside another one: `realm_access.roles`. A name with dots of its own comes first. */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  let value: unknown = claims
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

export function readClaims(claims: Claims, map: ClaimMap): Claimed {
  return {
    email: textOf(claimAt(claims, map.emailClaim)),
    // Anything but a plain yes is a no; only the standard claim speaks of the standard address.
    isEmailVerified: claims.email_verified === true && map.emailClaim === 'email',
    name: textOf(claimAt(claims, map.nameClaim)),
    groups: map.groupsClaim ? textsOf(claimAt(claims, map.groupsClaim)) : [],
  }
}

/** Words of RFC 8176 for a proof that is no password. */
const SECOND_PROOFS = new Set([
  'otp',
  'hwk',
  'swk',
  'sc',
  'sms',
  'tel',
  'fpt',
  'face',
  'iris',
  'vbm',
])

/**
 * Whether the provider says that it asked for a second factor: `mfa`, or a password and another proof
 * in `amr`, or the `acr` that stands for it at this provider.
 */
export function provesSecondFactor(claims: Claims, secondFactorAcr: string | null): boolean {
  if (secondFactorAcr !== null && claims.acr === secondFactorAcr) return true
  const methods = textsOf(claims.amr)
  const isPassword = methods.includes('pwd') || methods.includes('pin')
  return methods.includes('mfa') || (isPassword && methods.some((each) => SECOND_PROOFS.has(each)))
}

function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((each) => typeof each === 'string')
}
