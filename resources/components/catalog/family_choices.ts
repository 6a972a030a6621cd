import type { Data } from '@generated/data'

/** Families as choices of a list, each with the way that leads to it. */
export function familyChoices<Value extends string | number>(
  families: readonly Data.Catalog.Family[],
  valueOf: (family: Data.Catalog.Family) => Value,
  nameOf: (family: Data.Catalog.Family) => string
) {
  const byId = new Map(families.map((family) => [family.id, family]))
  const wayTo = (family: Data.Catalog.Family): string => {
    const above = byId.get(family.parentId ?? 0)
    return above ? `${wayTo(above)} › ${nameOf(family)}` : nameOf(family)
  }
  return families.map((family) => ({ value: valueOf(family), label: wayTo(family) }))
}
