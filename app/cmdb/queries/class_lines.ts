import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import type { ClassLine } from '#cmdb/workflow/class_pairs'

/** What items of a class are: the class and those above it, and the group. */
export function classLine(classId: number, classes: readonly CiClassFacts[]): ClassLine {
  const byId = new Map(classes.map((each) => [each.id, each]))
  const own = byId.get(classId)
  const codes: string[] = []
  for (let at = own; at && !codes.includes(at.code); at = byId.get(at.parentId ?? 0)) {
    codes.push(at.code)
  }
  return { codes, group: own?.group ?? '' }
}
