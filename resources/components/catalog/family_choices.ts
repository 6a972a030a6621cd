import type { Data } from '@generated/data'

const STEP = '\u2003'

/** Families as choices of a list: each below its parent, a step to the right. */
export function familyChoices<Value extends string | number>(
  families: readonly Data.Catalog.Family[],
  valueOf: (family: Data.Catalog.Family) => Value,
  nameOf: (family: Data.Catalog.Family) => string
) {
  return families.map((family) => ({
    value: valueOf(family),
    label: STEP.repeat(family.depth) + nameOf(family),
  }))
}
