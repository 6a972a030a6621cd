import type { Category } from '~/components/tickets/types'

type Pick = (ru: string | null | undefined, en: string | null | undefined) => string

/** Categories in the order of the tree, each with its way from the top. */
export function categoryOptions(categories: readonly Category[], pick: Pick) {
  const byId = new Map(categories.map((category) => [category.id, category]))
  const labelOf = (category: Category): string => {
    const parent = category.parentId === null ? undefined : byId.get(category.parentId)
    const own = pick(category.labelRu, category.labelEn)
    return parent ? `${labelOf(parent)} › ${own}` : own
  }
  return categories.map((category) => ({ value: category.id, label: labelOf(category) }))
}
