import { ALL_API_SCOPES, type ApiScope } from '#config/api'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import ApiToken from '#directory/models/api_token'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Principal } from '#directory/queries/principal'
import { isToken } from '#directory/workflow/token_text'
import { createHash } from 'node:crypto'

export type Admitted = { principal: Principal; token: ApiToken }

/** What the database keeps of a token: it has so many random bits that nobody finds it by trying. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Whom a token lets in: its owner with no more than the token's scopes and no more than the rights they
 * hold this moment (G-18). Null for what is no token, ran out, was revoked, belongs to an account that
 * is switched off, or was made before its owner moved to another organisation (T8).
 */
export async function admitToken(text: string): Promise<Admitted | null> {
  if (!isToken(text)) return null
  const token = await ApiToken.query()
    .where('tokenHash', tokenHash(text))
    .whereNull('revokedAt')
    .where('expiresAt', '>', toSqlUtc(clock.now()))
    .first()
  const owner = token && (await loadPrincipal(token.userId))
  if (!owner || owner.organisationId !== token.organisationId) return null
  return { principal: owner.narrowedTo(token.scopes), token }
}

/** A person's tokens that were not revoked, those that ran out as well, the newest first. */
export async function listTokens(userId: number): Promise<ApiToken[]> {
  return ApiToken.query().where('userId', userId).whereNull('revokedAt').orderBy('id', 'desc')
}

/** What somebody may give a token: of the API's scopes those they hold themselves. */
export function scopesOf(principal: Principal): ApiScope[] {
  return ALL_API_SCOPES.filter((scope) => principal.can(scope))
}
