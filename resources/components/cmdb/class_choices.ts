import type { Data } from '@generated/data'

export type ClassChoice = { value: string; label: string; icon?: string; type?: 'label' }
type Words = {
  groupName: (group: string) => string
  className: (ciClass: Data.Cmdb.CiClass) => string
}

/** Classes by group, in the order of the class tree, each group under its heading. */
export function classChoices(
  classes: Data.Cmdb.CiClass[],
  { groupName, className }: Words
): ClassChoice[][] {
  const groups = Map.groupBy(classes, (each) => each.group)
  return [...groups].map(([group, members]) => [
    { type: 'label' as const, value: headingOf(group), label: groupName(group) },
    ...members.map((each) => ({ value: each.code, label: className(each), icon: each.icon })),
  ])
}

/** The value of a group's heading, and of the choice of the whole group. */
function headingOf(group: string): string {
  return `group.${group}`
}
