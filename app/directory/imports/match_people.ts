import { complain, plain, type Draft } from '#directory/imports/draft'
import type { KnownPeople, KnownPerson } from '#directory/imports/known_people'

/**
 * Finds whom each row means: by external key, else by e-mail, else by name within the organisation.
 * Who has another key is another person. A row that may mean several keeps them as candidates, and
 * so does one whose namesake has another address: guessing would split or mix up people.
 */
export function matchPeople(drafts: readonly Draft[], people: KnownPeople) {
  for (const draft of drafts) {
    const found = candidatesOf(draft, people)
    if (found.length === 1 && !isDoubtful(draft, found[0]!)) draft.person = found[0]!
    else {
      draft.candidates = found.map(({ id, displayName, email }) => ({
        id,
        label: [displayName, email].filter(Boolean).join(' · '),
        href: `/people/${id}`,
      }))
    }
  }
  refuseTwins(drafts)
}

function candidatesOf(draft: Draft, people: KnownPeople): KnownPerson[] {
  const { externalKey: key, email, displayName: name } = draft.own
  const homeId = draft.home?.id ?? null
  const atHome = (found: KnownPerson[]) => {
    const here = found.filter(({ organisationId }) => organisationId === homeId)
    return here.length > 0 ? here : found
  }
  const hasOtherKey = (person: KnownPerson) =>
    Boolean(key && person.externalKey && person.externalKey.toLowerCase() !== key.toLowerCase())

  if (key) {
    const byKey = people.byKey(key)
    // Keys are unique within an organisation only.
    const found = homeId === null ? byKey : byKey.filter((each) => each.organisationId === homeId)
    if (found.length > 0) return found
  }
  if (email) {
    const found = people.byEmail(email).filter((person) => !hasOtherKey(person))
    if (found.length > 0) return atHome(found)
  }
  if (!name || homeId === null) return []
  return people
    .byName(name)
    .filter((person) => person.organisationId === homeId && !hasOtherKey(person))
}

/** The same name with another address, and no key that says it is one person. */
function isDoubtful({ own }: Draft, person: KnownPerson): boolean {
  if (own.externalKey && person.externalKey) return false
  if (!own.email || !person.email) return false
  return plain(own.email) !== plain(person.email)
}

/** Two rows about one person: the second is refused, whatever it says. */
function refuseTwins(drafts: readonly Draft[]) {
  const rows = new Map<string, number>()
  for (const draft of drafts) {
    for (const mark of marksOf(draft)) {
      const first = rows.get(mark)
      if (first !== undefined && first !== draft.row) {
        complain(draft, null, 'imports.problems.same_as_row', { row: first })
        break
      }
      rows.set(mark, draft.row)
    }
  }
}

/** By what two rows are one person: what comes first says more than what follows. */
function marksOf({ own, person, home }: Draft): string[] {
  const place = home ? String(home.id ?? plain(home.name)) : ''
  const marks = person ? [`id ${person.id}`] : []
  if (own.externalKey) return [...marks, `key ${place} ${own.externalKey.toLowerCase()}`]
  if (own.email) return [...marks, `email ${plain(own.email)}`]
  return own.displayName ? [...marks, `name ${place} ${plain(own.displayName)}`] : marks
}
