import { API_TOKENS, type ApiScope } from '#config/api'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { ForeignScope, TooManyTokens, WrongTokenTerm } from '#directory/errors/api_tokens'
import ApiToken from '#directory/models/api_token'
import { scopesOf, tokenHash } from '#directory/queries/api_tokens'
import type { Principal } from '#directory/queries/principal'
import { hintOf, newToken } from '#directory/workflow/token_text'
import { DateTime } from 'luxon'

type Input = {
  actor: Actor
  principal: Principal
  name: string
  scopes: ApiScope[]
  /** The last day it works, in the owner's time zone. */
  expiresOn: string
}

/**
 * Makes a token for its owner's programs and returns it: this once, because only its hash is kept.
 * Throws ForeignScope, WrongTokenTerm, TooManyTokens.
 */
export const issueApiToken = {
  async handle({ actor, principal, name, scopes, expiresOn }: Input) {
    const own = scopesOf(principal)
    if (scopes.some((scope) => !own.includes(scope))) throw new ForeignScope()
    const expiresAt = endOf(expiresOn, principal.timeZone)
    const text = newToken()
    const { userId, organisationId } = principal

    const token = await inTransaction(async (trx) => {
      // The account's row lets one request of its owner through at a time.
      await trx.from('users').where('id', userId).forUpdate().select('id')
      const kept = await trx.from('api_tokens').where('user_id', userId).whereNull('revoked_at')
      if (kept.length >= API_TOKENS.perPerson) throw new TooManyTokens(API_TOKENS.perPerson)
      const row = { userId, organisationId, name, expiresAt, scopes: [...new Set(scopes)] }
      const secret = { tokenHash: tokenHash(text), hint: hintOf(text) }
      const made = await ApiToken.create({ ...row, ...secret }, { client: trx })
      await recordAudit(trx, {
        actor,
        ...{ subjectType: 'user', subjectId: userId, organisationId: null },
        action: 'user.api_token_issued',
        changes: [
          { field: 'apiToken', before: null, after: `${made.name} (${made.hint}…)` },
          { field: 'scopes', before: null, after: made.scopes.join(', ') },
          { field: 'expiresAt', before: null, after: expiresAt.toISO() },
        ],
      })
      return made
    })
    return { token, text }
  },
}

function endOf(day: string, timeZone: string): DateTime<true> {
  const end = DateTime.fromISO(day, { zone: timeZone }).endOf('day').startOf('second').toUTC()
  const latest = clock.now().plus({ days: API_TOKENS.longestDays + 1 })
  if (!end.isValid || end <= clock.now() || end > latest) {
    throw new WrongTokenTerm(API_TOKENS.longestDays)
  }
  return end
}
