export type Likeness = 'email' | 'phone' | 'name'
export type Candidate = {
  id: number
  organisationId: number
  displayName: string
  email: string | null
  phones: string[]
}
export type DuplicateGroup = { ids: number[]; reasons: Likeness[] }
/** Two people who are not the same, the lower id first. */
export type DistinctPair = { personId: number; otherPersonId: number }

/** A number that more people share than this is a switchboard's. */
const SHARED_BY_AT_MOST = 4
const SHORTEST_PHONE = 7

/**
 * People of one organisation who may be one: the same e-mail, the same number (`phoneDigits`) or the
 * same words in the name, in whatever order. The likeliest first. People who were told apart are alike
 * only through a third one.
 */
export function duplicateGroups(
  people: readonly Candidate[],
  distinct: readonly DistinctPair[] = []
): DuplicateGroup[] {
  const apart = new Set(distinct.map(keyOf))
  const isApart = (left: number, right: number) => apart.has(keyOf(pairOf(left, right)))
  const alike = [...byMark(people)]
    .filter(([mark, ids]) => likenessOf(mark) !== 'phone' || ids.length <= SHARED_BY_AT_MOST)
    .flatMap(([mark, ids]) => partsOf(ids, isApart).map((part) => [mark, part] as const))
    .filter(([, ids]) => ids.length > 1)
  const groups: { ids: Set<number>; reasons: Set<Likeness> }[] = []
  for (const [mark, ids] of alike) {
    const touching = groups.filter((group) => ids.some((id) => group.ids.has(id)))
    const joined = {
      ids: new Set([...touching.flatMap((group) => [...group.ids]), ...ids]),
      reasons: new Set([...touching.flatMap((group) => [...group.reasons]), likenessOf(mark)]),
    }
    for (const group of touching) groups.splice(groups.indexOf(group), 1)
    groups.push(joined)
  }
  return groups
    .map(({ ids, reasons }) => ({
      ids: [...ids].sort((a, b) => a - b),
      reasons: [...reasons].sort(),
    }))
    .sort((a, b) => b.reasons.length - a.reasons.length || a.ids[0]! - b.ids[0]!)
}

export function pairOf(left: number, right: number): DistinctPair {
  return { personId: Math.min(left, right), otherPersonId: Math.max(left, right) }
}

/** "Берг  Анна" and "анна Берг" are the same, and so are ё and е. */
export function nameKey(name: string): string {
  const words =
    name
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.sort().join(' ')
}

function keyOf({ personId, otherPersonId }: DistinctPair): string {
  return `${personId}:${otherPersonId}`
}

/** Who is told apart from everybody else of a mark falls out of it. */
function partsOf(
  ids: readonly number[],
  isApart: (left: number, right: number) => boolean
): number[][] {
  const left = new Set(ids)
  const parts: number[][] = []
  for (const first of ids) {
    if (!left.delete(first)) continue
    const part = [first]
    // The part grows while it is walked.
    for (const id of part) {
      const linked = [...left].filter((other) => !isApart(id, other))
      for (const other of linked) left.delete(other)
      part.push(...linked)
    }
    parts.push(part)
  }
  return parts
}

function byMark(people: readonly Candidate[]): Map<string, number[]> {
  const ids = new Map<string, number[]>()
  for (const person of people) {
    for (const mark of marksOf(person)) {
      const found = ids.get(mark)
      if (found) found.push(person.id)
      else ids.set(mark, [person.id])
    }
  }
  return ids
}

function marksOf({ organisationId, displayName, email, phones }: Candidate): Set<string> {
  const name = nameKey(displayName)
  const long = phones.filter((digits) => digits.length >= SHORTEST_PHONE)
  return new Set([
    // One word alone is a first name or a function.
    ...(name.includes(' ') ? [`name:${organisationId}:${name}`] : []),
    ...(email ? [`email:${organisationId}:${email.trim().toLowerCase()}`] : []),
    ...long.map((digits) => `phone:${organisationId}:${digits}`),
  ])
}

function likenessOf(mark: string): Likeness {
  return mark.slice(0, mark.indexOf(':')) as Likeness
}
