import type Person from '#directory/models/person'
import type Role from '#directory/models/role'
import type User from '#directory/models/user'
import { confirmedFactor } from '#directory/queries/second_factor'
import { grantableRoles } from '#directory/queries/grantable_roles'
import type { Principal } from '#directory/queries/principal'

/** What the person page needs to manage an account; null for who may not. */
export type AccountDesk = {
  roles: Role[]
  hasSecondFactor: boolean
  /** Nobody changes their own roles or switches themselves off. */
  isOwn: boolean
}

export async function accountDesk(
  principal: Principal,
  person: Person,
  account: User | null
): Promise<AccountDesk> {
  return {
    roles: await grantableRoles(principal, person),
    hasSecondFactor: account !== null && (await confirmedFactor(account.id)) !== null,
    isOwn: person.id === principal.personId,
  }
}
