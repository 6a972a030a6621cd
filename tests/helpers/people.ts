import { toPhoneRow } from '#directory/actions/write_phones'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import PersonPhone from '#directory/models/person_phone'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import User from '#directory/models/user'

let serial = 0
const next = () => ++serial

export async function createOrganisation(values: Partial<Organisation> = {}) {
  const n = next()
  return Organisation.create({
    code: `ORG-${n}`,
    name: `Organisation ${n}`,
    kind: 'client',
    timeZone: 'Europe/Moscow',
    locale: 'en',
    isActive: true,
    version: 1,
    path: '',
    ...values,
  })
}

type NewPerson = Partial<Omit<Person, 'phone' | 'phones'>> & { phone?: string }

export async function createPerson({ phone, ...values }: NewPerson = {}) {
  const n = next()
  const organisationId = values.organisationId ?? (await createOrganisation()).id
  const person = await Person.create({
    displayName: `Person ${n}`,
    email: `person${n}@example.org`,
    isVip: false,
    isActive: true,
    version: 1,
    ...values,
    organisationId,
  })
  if (phone) {
    const { digits, tail } = toPhoneRow(person.id, 0, { number: phone, label: null })
    await PersonPhone.create({ personId: person.id, position: 0, number: phone, digits, tail })
  }
  return person
}

type UserInput = {
  roles: string[]
  person?: Person
  password?: string
  assignedTo?: Organisation
  values?: Partial<User>
}

export async function createUser(input: UserInput) {
  const person = input.person ?? (await createPerson())
  const user = await User.create({
    personId: person.id,
    email: `user${next()}@example.org`,
    password: input.password ?? 'correct horse',
    locale: 'en',
    theme: 'system',
    singleKeyShortcuts: true,
    isActive: true,
    ...input.values,
  })
  for (const code of input.roles) {
    const role = await Role.findByOrFail('code', code)
    await RoleAssignment.create({
      userId: user.id,
      roleId: role.id,
      organisationId: input.assignedTo?.id ?? null,
    })
  }
  await user.load('person')
  return user
}
