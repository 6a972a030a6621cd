import { chainOf } from '#cmdb/workflow/class_tree'

type TermClass = { id: number; parentId: number | null; archiveAfterDays: number | null }

/**
 * After how many days of rest the items of each class are put out of sight (CFG-04): what the class
 * says, else the nearest one above it that says something; `usual` where none does. By class id.
 */
export function archiveTerms(
  classes: readonly TermClass[],
  usual: number
): ReadonlyMap<number, number> {
  return new Map(
    classes.map(({ id }) => {
      const said = chainOf(classes, id).find(({ archiveAfterDays }) => archiveAfterDays !== null)
      return [id, said?.archiveAfterDays ?? usual]
    })
  )
}
