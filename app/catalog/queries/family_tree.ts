import Service from '#catalog/models/service'
import ServiceFamily from '#catalog/models/service_family'
import { inLanguage } from '#core/in_language'
import type { Principal } from '#directory/queries/principal'

/** A family at its place in the tree; `serviceCount` counts the families below it too. */
export type ListedFamily = { family: ServiceFamily; depth: number; serviceCount: number }

/** The families in the order of their tree, brothers by name, with the visible services in them. */
export async function familyTree(principal: Principal): Promise<ListedFamily[]> {
  const [families, counts] = await Promise.all([
    ServiceFamily.visibleTo(principal),
    Service.visibleTo(principal)
      .whereNotNull('familyId')
      .groupBy('familyId')
      .select('familyId')
      .count('* as total'),
  ])
  const own = new Map(counts.map(({ familyId, $extras }) => [familyId, Number($extras.total)]))
  const nameOf = ({ nameRu, nameEn }: ServiceFamily) => inLanguage(principal.locale, nameRu, nameEn)
  const sorted = families.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), principal.locale))
  return below(null, 0, sorted, own)
}

/** The ids of a family and of all below it; null without a family of the code. */
export function familyIdsOf(tree: readonly ListedFamily[], code: string): number[] | null {
  const start = tree.findIndex(({ family }) => family.code === code)
  if (start < 0) return null
  const after = tree.slice(start + 1)
  const end = after.findIndex(({ depth }) => depth <= tree[start]!.depth)
  return [tree[start]!, ...(end < 0 ? after : after.slice(0, end))].map(({ family }) => family.id)
}

function below(
  parentId: number | null,
  depth: number,
  all: readonly ServiceFamily[],
  own: ReadonlyMap<number | null, number>
): ListedFamily[] {
  return all
    .filter((family) => family.parentId === parentId)
    .flatMap((family) => {
      const branch = below(family.id, depth + 1, all, own)
      const deeper = branch
        .filter((each) => each.depth === depth + 1)
        .reduce((sum, each) => sum + each.serviceCount, 0)
      return [{ family, depth, serviceCount: (own.get(family.id) ?? 0) + deeper }, ...branch]
    })
}
