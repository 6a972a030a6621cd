import { API_TOKENS } from '#config/api'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type ApiToken from '#directory/models/api_token'
import db from '@adonisjs/lucid/services/db'

/** Notes when and from where a token was used, at most once in a while. */
export async function keepTokenSeen({ id, lastUsedAt, lastUsedIp }: ApiToken, ip: string) {
  const now = clock.now()
  const isFresh =
    lastUsedAt && now.diff(lastUsedAt, 'minutes').minutes < API_TOKENS.seenEveryMinutes
  if (isFresh && lastUsedIp === ip) return
  const seen = { last_used_at: toSqlUtc(now), last_used_ip: ip.slice(0, 45) }
  await db.from('api_tokens').where('id', id).update(seen)
}
