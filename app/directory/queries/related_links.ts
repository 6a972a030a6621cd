import type { Principal } from '#directory/queries/principal'

export type RelatedLink = { label: string; description: string | null; href: string }

/** `titleKey` names the heading in the language catalogue. */
export type RelatedGroup = { titleKey: string; links: RelatedLink[] }

type Source = (subjectId: number, principal: Principal) => Promise<RelatedGroup>

const sources = new Map<string, Source[]>()

/**
 * Domains of upper floors offer links to their records for the page of a record below them, for
 * example an organisation's contracts. A source shows only what the principal may see.
 */
export function offerLinks(subjectType: string, source: Source): void {
  sources.set(subjectType, [...(sources.get(subjectType) ?? []), source])
}

/** What the upper floors know of a record, empty groups left out. */
export async function relatedTo(
  subjectType: string,
  subjectId: number,
  principal: Principal
): Promise<RelatedGroup[]> {
  const groups: RelatedGroup[] = []
  for (const source of sources.get(subjectType) ?? []) {
    groups.push(await source(subjectId, principal))
  }
  return groups.filter((group) => group.links.length > 0)
}
