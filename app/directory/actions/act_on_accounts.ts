import { Refusal } from '#core/errors'
import type User from '#directory/models/user'

/** What became of one chosen row; `refusal` names the words when it was not done. */
export type RowResult = { id: number; name: string | null; refusal: Refusal | null }

type Input = {
  ids: readonly number[]
  accounts: readonly User[]
  /** Refuses what the caller has no right to. */
  check: (account: User) => Promise<Refusal | null>
  act: (account: User) => Promise<unknown>
}

/**
 * Does the same to many accounts, each in its own transaction: what one row refuses, the others do
 * not suffer. An id without an account that the caller may see is not found (T2).
 */
export const actOnAccounts = {
  async handle({ ids, accounts, check, act }: Input): Promise<RowResult[]> {
    const results: RowResult[] = []
    for (const id of new Set(ids)) {
      const account = accounts.find((each) => each.id === id)
      if (account) results.push(await this.one(account, check, act))
      else results.push({ id, name: null, refusal: new Refusal('roles.accounts.not_found') })
    }
    return results
  },

  async one(account: User, check: Input['check'], act: Input['act']): Promise<RowResult> {
    const row = { id: account.id, name: account.person.displayName }
    const forbidden = await check(account)
    if (forbidden) return { ...row, refusal: forbidden }
    try {
      await act(account)
      return { ...row, refusal: null }
    } catch (error) {
      if (error instanceof Refusal) return { ...row, refusal: error }
      throw error
    }
  },
}
