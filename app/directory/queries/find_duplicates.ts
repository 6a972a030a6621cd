import type Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { editablePeople } from '#directory/queries/distinct_people'
import {
  duplicateGroups,
  type Candidate,
  type DistinctPair,
  type Likeness,
} from '#directory/workflow/duplicates'
import DistinctPeople from '#directory/models/distinct_people'

const COMPARED = 20_000
const GROUPS_SHOWN = 50

export type DuplicatePeople = {
  reasons: Likeness[]
  people: Person[]
  /** Who of them were told apart and are alike through others. */
  distinct: DistinctPair[]
}
export type Duplicates = {
  groups: DuplicatePeople[]
  total: number
  /** There are more people than are compared at once. */
  isPartial: boolean
}

/** Likely duplicates among the people of an organisation and its parts that one may edit. */
export async function findDuplicates(
  principal: Principal,
  organisation: Organisation
): Promise<Duplicates> {
  const rows = await readRows(principal, organisation)
  const distinct = await readDistinct(principal, organisation)
  const groups = duplicateGroups(toCandidates(rows), distinct)
  const shown = groups.slice(0, GROUPS_SHOWN)
  const people = await Person.query()
    .whereIn(
      'id',
      shown.flatMap(({ ids }) => ids)
    )
    .preload('organisation')
    .preload('phones')
    .preload('site')
    .preload('user')
  const byId = new Map(people.map((person) => [person.id, person]))
  return {
    groups: shown.map(({ ids, reasons }) => ({
      reasons,
      people: ids.map((id) => byId.get(id)!),
      distinct: distinct.filter(
        ({ personId, otherPersonId }) => ids.includes(personId) && ids.includes(otherPersonId)
      ),
    })),
    total: groups.length,
    isPartial: rows.length === COMPARED,
  }
}

type Row = Record<string, string | number | null>

/** One row per number, at least one per person. */
async function readRows(principal: Principal, organisation: Organisation): Promise<Row[]> {
  return editablePeople(principal, organisation)
    .leftJoin('person_phones', 'person_phones.person_id', 'people.id')
    .orderBy('people.id')
    .limit(COMPARED)
    .select('people.id', 'people.organisation_id', 'people.display_name', 'people.email')
    .select('person_phones.digits as phone_digits')
    .pojo<Row>()
}

async function readDistinct(
  principal: Principal,
  organisation: Organisation
): Promise<DistinctPair[]> {
  const editable = editablePeople(principal, organisation).select('people.id')
  return DistinctPeople.query()
    .whereIn('personId', editable)
    .select('person_id as personId', 'other_person_id as otherPersonId')
    .pojo<DistinctPair>()
}

function toCandidates(rows: Row[]): Candidate[] {
  const found = new Map<number, Candidate>()
  for (const row of rows) {
    const id = Number(row.id)
    const known = found.get(id) ?? {
      id,
      organisationId: Number(row.organisation_id),
      displayName: String(row.display_name),
      email: row.email === null ? null : String(row.email),
      phones: [],
    }
    if (row.phone_digits !== null) known.phones.push(String(row.phone_digits))
    found.set(id, known)
  }
  return [...found.values()]
}
