import { DEMO_PASSWORD } from '#directory/queries/demo_accounts'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import User from '#directory/models/user'
import type { PersonSeed } from '#database/demo/directory/define_person'

/** An account with one role; only the demo accounts have a password that anybody knows. */
export async function createAccount(personId: number, seed: PersonSeed): Promise<number> {
  const isDemo = seed.demoAccount !== null
  const user = await User.create({
    personId,
    email: isDemo ? `${seed.demoAccount}@demo.opora` : seed.email,
    password: isDemo ? DEMO_PASSWORD : crypto.randomUUID(),
    locale: seed.locale,
    theme: 'system',
    singleKeyShortcuts: true,
    isActive: true,
  })
  const role = await Role.findByOrFail('code', seed.role)
  await RoleAssignment.create({ userId: user.id, roleId: role.id, organisationId: null })
  return user.id
}
