import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { assignRole, recordRoleChange } from '#directory/actions/give_role'
import { passwordHash } from '#directory/actions/password_hash'
import { AccountExists, AddressTaken, PersonInactive } from '#directory/errors/accounts'
import Person from '#directory/models/person'
import type { RoleGiven } from '#directory/models/role_types'
import User from '#directory/models/user'
import { grantableRole } from '#directory/queries/grantable_roles'
import type { Principal } from '#directory/queries/principal'
import { newSecret } from '#directory/queries/secret_hash'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Values = { email: string; locale: 'ru' | 'en'; roles: RoleGiven[] }
type Input = { principal: Principal; actor: Actor; personId: number; values: Values }

/**
 * An account for a person who has none, with its roles. Its password is nobody's until a link sets
 * it. Throws AccountExists, AddressTaken, PersonInactive, RoleTooWide, RoleHeld, UnknownReference.
 */
export const createAccount = {
  async handle({ principal, actor, personId, values }: Input): Promise<User> {
    if (values.roles.length > 0) refuseSelf('own_roles', actor.personId, personId)
    const password = await passwordHash.make(newSecret())
    return inTransaction(async (trx) => {
      const person = await lockPerson(trx, personId)
      await refuseTakenAddress(trx, values.email)
      const user = await insertAccount(trx, person, { ...values, password }, actor)
      for (const given of values.roles) {
        const role = await grantableRole(trx, principal, person, given)
        const assignment = await assignRole(trx, user.id, role, given)
        await recordRoleChange(trx, { actor, user, action: 'user.role_given', role, assignment })
      }
      return user
    })
  },
}

async function lockPerson(trx: TransactionClientContract, id: number): Promise<Person> {
  const person = await Person.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
  if (!person.isActive) throw new PersonInactive()
  if (await User.query({ client: trx }).where('personId', id).first()) throw new AccountExists()
  return person
}

/** Reads with a lock, so that of two at the same time one is refused and not broken off. */
export async function refuseTakenAddress(trx: TransactionClientContract, email: string, ownId = 0) {
  const other = await User.query({ client: trx }).where({ email }).forUpdate().first()
  if (other && other.id !== ownId) throw new AddressTaken()
}

/** Past the model, which would hash the password again, and inside the transaction. */
async function insertAccount(
  trx: TransactionClientContract,
  { id: personId }: Person,
  { email, locale, password }: { email: string; locale: string; password: string },
  actor: Actor
): Promise<User> {
  const now = toSqlUtc(clock.now())
  const moments = { created_at: now, updated_at: now }
  const [id] = await trx
    .table('users')
    .insert({ person_id: personId, email, locale, password, ...moments })
  await recordAudit(trx, {
    ...{ actor, action: 'user.created', subjectType: 'user', subjectId: Number(id) },
    ...{ subjectVersion: 1, organisationId: null },
    changes: [{ field: 'email', before: null, after: email }],
  })
  return User.query({ client: trx }).where({ id }).firstOrFail()
}
