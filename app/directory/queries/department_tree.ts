import Department from '#directory/models/department'
import db from '@adonisjs/lucid/services/db'

export type ListedDepartment = { department: Department; depth: number; peopleCount: number }

/** The departments of an organisation in the order of their tree, brothers by name, with how many work there. */
export async function departmentTree(organisationId: number): Promise<ListedDepartment[]> {
  const [departments, counts] = await Promise.all([
    Department.query().where({ organisationId }).orderBy('name').preload('head'),
    db
      .from('people')
      .where({ organisation_id: organisationId, is_active: true })
      .whereNotNull('department_id')
      .groupBy('department_id')
      .select('department_id as id')
      .count('* as total'),
  ])
  const countOf = new Map(counts.map(({ id, total }) => [Number(id), Number(total)]))
  return below(null, 0, departments).map(({ department, depth }) => ({
    ...{ department, depth },
    peopleCount: countOf.get(department.id) ?? 0,
  }))
}

/** Names from the top down to each department, by its id. */
export function departmentPaths(departments: readonly Department[]): Map<number, string[]> {
  const byId = new Map(departments.map((department) => [department.id, department]))
  const pathOf = ({ name, parentId }: Department): string[] => {
    const parent = parentId === null ? undefined : byId.get(parentId)
    return parent ? [...pathOf(parent), name] : [name]
  }
  return new Map(departments.map((department) => [department.id, pathOf(department)]))
}

function below(
  parentId: number | null,
  depth: number,
  all: readonly Department[]
): { department: Department; depth: number }[] {
  return all
    .filter((department) => department.parentId === parentId)
    .flatMap((department) => [{ department, depth }, ...below(department.id, depth + 1, all)])
}
