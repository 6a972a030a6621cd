import type { RowCandidate, RowChoice, RowChoices } from '#core/imports/import_types'
import { STALE_CHOICE, stillHolds } from '#core/imports/row_choices'
import { complain, isSkipped, plain, type Draft } from '#directory/imports/draft'
import type { KnownPeople, KnownPerson } from '#directory/imports/known_people'
import type { OrganisationNodes } from '#directory/imports/organisation_nodes'

type Context = {
  people: KnownPeople
  organisations: OrganisationNodes
  /** What the importer decided about rows that fit several. */
  choices: RowChoices
}

/**
 * Finds whom each row means: by external key, else by e-mail, else by name within the organisation.
 * Who has another key is another person. A row that may mean several keeps them as candidates, and
 * so does one whose namesake has another address: guessing would split or mix up people. There the
 * importer decides; a decision that does not fit any more is told and not followed.
 */
export function matchPeople(drafts: readonly Draft[], context: Context) {
  for (const draft of drafts) {
    const found = candidatesOf(draft, context.people)
    const choice = context.choices[draft.row]
    const isClear = found.length === 1 && !isDoubtful(draft, found[0]!)
    if (isClear) draft.person = found[0]!
    if (!isClear || choice) draft.candidates = found.map((person) => candidate(person, context))
    if (choice) follow(draft, choice, found)
  }
  refuseTwins(drafts)
}

function follow(draft: Draft, choice: RowChoice, found: KnownPerson[]) {
  const ids = found.map(({ id }) => id)
  const holds = stillHolds(choice, ids)
  draft.person = holds ? (found.find(({ id }) => id === choice.recordId) ?? null) : null
  if (holds) draft.choice = choice
  else draft.problems.push(STALE_CHOICE)
}

function candidate(person: KnownPerson, { organisations }: Context): RowCandidate {
  const { id, displayName, email, organisationId } = person
  const parts = [displayName, organisations.byId(organisationId)?.name, email]
  return { id, label: parts.filter(Boolean).join(' · '), href: `/people/${id}` }
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

/**
 * By what two rows are one person: what comes first says more than what follows. A name says nothing
 * where several bear it.
 */
function marksOf(draft: Draft): string[] {
  const { own, person, home } = draft
  if (isSkipped(draft)) return []
  const place = home ? String(home.id ?? plain(home.name)) : ''
  const marks = person ? [`id ${person.id}`] : []
  if (own.externalKey) return [...marks, `key ${place} ${own.externalKey.toLowerCase()}`]
  if (own.email) return [...marks, `email ${plain(own.email)}`]
  if (draft.candidates.length > 0) return marks
  return own.displayName ? [...marks, `name ${place} ${plain(own.displayName)}`] : marks
}
