export type Likeness = 'email' | 'phone' | 'name'
export type Candidate = {
  id: number
  organisationId: number
  displayName: string
  email: string | null
  phones: string[]
}
export type DuplicateGroup = { ids: number[]; reasons: Likeness[] }

/** A number that more people share than this is a switchboard's. */
const SHARED_BY_AT_MOST = 4
const SHORTEST_PHONE = 7

/**
 * People of one organisation who may be one: the same e-mail, the same number (`phoneDigits`) or the
 * same words in the name, in whatever order. The likeliest first.
 */
export function duplicateGroups(people: readonly Candidate[]): DuplicateGroup[] {
  const alike = [...byMark(people)].filter(
    ([mark, ids]) =>
      ids.length > 1 && (likenessOf(mark) !== 'phone' || ids.length <= SHARED_BY_AT_MOST)
  )
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

/** "Берг  Анна" and "анна Берг" are the same, and so are ё and е. */
export function nameKey(name: string): string {
  const words =
    name
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.sort().join(' ')
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
