import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import PasswordLink from '#directory/models/password_link'
import { secretHash } from '#directory/queries/secret_hash'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The link behind a token if it still works. Give a transaction to hold it against a second use. */
export async function findPasswordLink(
  token: string,
  client?: QueryClientContract
): Promise<PasswordLink | null> {
  const query = PasswordLink.query({ client })
    .where('tokenHash', secretHash(token))
    .whereNull('usedAt')
    .where('expiresAt', '>', toSqlUtc(clock.now()))
  if (client) void query.forUpdate()
  return query.first()
}
