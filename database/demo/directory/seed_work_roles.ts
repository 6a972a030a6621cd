import WorkRole from '#billing/models/work_role'
import type { World } from '#database/demo/world'
import db from '@adonisjs/lucid/services/db'

type RoleSeed = {
  code: string
  labelRu: string
  labelEn: string
  /** Minor units an hour, with taxes and the place of work. */
  costPerHourMinor: number
  people: string[]
}

const WORK_ROLES: RoleSeed[] = [
  {
    ...{ code: 'first_line', labelRu: 'Специалист первой линии', labelEn: 'First-line specialist' },
    ...{ costPerHourMinor: 95_000, people: ['gromova', 'lebedeva', 'kuzmin', 'vogel'] },
  },
  {
    ...{ code: 'engineer', labelRu: 'Системный инженер', labelEn: 'Systems engineer' },
    ...{ costPerHourMinor: 160_000, people: ['sokolov', 'tikhonov', 'melnik'] },
  },
  {
    ...{ code: 'consultant', labelRu: 'Консультант 1С', labelEn: 'Application consultant' },
    ...{ costPerHourMinor: 175_000, people: ['ryabova', 'nasyrov', 'vlasova'] },
  },
  {
    ...{ code: 'field_engineer', labelRu: 'Выездной инженер', labelEn: 'Field engineer' },
    ...{ costPerHourMinor: 130_000, people: ['zhukov', 'belov'] },
  },
]

/** What the agents work as and what an hour of theirs costs, before they log any (§7.3, §7.5). */
export async function seedWorkRoles(world: World) {
  for (const [index, { people, ...values }] of WORK_ROLES.entries()) {
    const role = await WorkRole.create({ ...values, costCurrency: 'RUB', position: index + 1 })
    const rows = people.map((key) => ({
      person_id: world.person(key).id,
      work_role_id: role.id,
    }))
    await db.table('person_work_roles').multiInsert(rows)
  }
}
