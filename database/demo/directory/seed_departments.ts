import { SYSTEM_ACTOR } from '#core/actor'
import { saveDepartment } from '#directory/actions/save_department'
import { savePerson } from '#directory/actions/save_person'
import {
  BRANCH_HEADS,
  DEPARTMENTS,
  DIRECTORS,
  type DepartmentSeed,
} from '#database/demo/directory/departments'
import { named, type World } from '#database/demo/world'

/** Departments with their heads, and who reports to whom. */
export async function seedDepartments(world: World) {
  const ids = new Map<string, number>()
  for (const seed of DEPARTMENTS) {
    const parent = seed.parent === null ? null : named(ids, keyOf(seed, seed.parent))
    ids.set(keyOf(seed, seed.name), await createDepartment(world, seed, parent))
  }
  for (const seed of DEPARTMENTS) await fill(world, seed, named(ids, keyOf(seed, seed.name)))
}

const keyOf = ({ organisation }: DepartmentSeed, name: string) => `${organisation}/${name}`

async function createDepartment(world: World, seed: DepartmentSeed, parentId: number | null) {
  const { id } = await saveDepartment.handle({
    actor: SYSTEM_ACTOR,
    organisationId: named(world.organisations, seed.organisation),
    departmentId: null,
    values: {
      ...{ name: seed.name, parentId, isActive: true },
      headPersonId: world.person(seed.head).id,
    },
  })
  return id
}

async function fill(world: World, seed: DepartmentSeed, departmentId: number) {
  const above = DEPARTMENTS.find(
    ({ organisation, name }) => organisation === seed.organisation && name === seed.parent
  )
  const superior = above?.head ?? BRANCH_HEADS[seed.head] ?? DIRECTORS[seed.organisation]
  await place(world, seed.head, departmentId, superior ?? null)
  for (const key of seed.people) await place(world, key, departmentId, seed.head)
}

async function place(world: World, key: string, departmentId: number, manager: string | null) {
  const managerId = manager === null ? null : world.person(manager).id
  const personId = world.person(key).id
  await savePerson.handle({ actor: SYSTEM_ACTOR, personId, values: { departmentId, managerId } })
}
