import { NoAccount } from '#directory/errors/accounts'
import type Person from '#directory/models/person'
import AccountPolicy from '#directory/policies/account_policy'
import { accountOf, findPerson } from '#directory/queries/find_person'
import type { HttpContext } from '@adonisjs/core/http'

/** The person of the address and their account, for who may manage it. Throws NoAccount. */
export async function managedAccount(
  ctx: HttpContext
): Promise<{ person: Person; userId: number }> {
  const { person, userId } = await managedPerson(ctx)
  if (userId === null) throw new NoAccount()
  return { person, userId }
}

/** The same where the account may still be missing. */
export async function managedPerson({ params, principal, bouncer }: HttpContext) {
  const person = await findPerson(principal, params.id)
  const userId = (await accountOf(person.id))?.id ?? null
  await bouncer.with(AccountPolicy).authorize('manage', { person, userId })
  return { person, userId }
}
