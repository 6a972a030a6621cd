import { HASHES_AT_ONCE } from '#config/sign_in'
import { Turns } from '#core/turns'
import hash from '@adonisjs/core/services/hash'

const turns = new Turns(HASHES_AT_ONCE)

/**
 * Hashing is made to be slow and runs on threads that files and names need too, so only a few run at
 * a time. Parties are network addresses. Never call it inside a transaction.
 */
export const passwordHash = {
  make(password: string, party = ''): Promise<string> {
    return turns.run(party, () => hash.make(password))
  },

  /** Without a hash to compare with it takes as long and says no. */
  async matches(password: string, hashed: string | null, party = ''): Promise<boolean> {
    if (hashed) return turns.run(party, () => hash.verify(hashed, password))
    await this.make(password, party)
    return false
  },
}
