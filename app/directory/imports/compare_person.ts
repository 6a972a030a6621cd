import type { PlannedCells } from '#core/imports/import_types'
import type { Draft, Manager } from '#directory/imports/draft'
import { nameOf } from '#directory/imports/draft'
import type { KnownPeople, KnownPerson } from '#directory/imports/known_people'
import type { OrganisationNodes } from '#directory/imports/organisation_nodes'
import type { PlaceNode, PlaceNodes } from '#directory/imports/place_nodes'
import type { PersonImportField } from '#directory/workflow/person_import_fields'
import { phoneDigits } from '#directory/workflow/phone_number'

export type Context = {
  people: KnownPeople
  organisations: OrganisationNodes
  sites: PlaceNodes
  departments: PlaceNodes
}

type Value = string | boolean | null
type Difference = { field: PersonImportField; before: Value; after: Value; isSame: boolean }

/** Field by field what a row tells, beside what is known of the person. */
export function compare(draft: Draft, context: Context): PlannedCells {
  const cells: PlannedCells = {}
  for (const { field, before, after, isSame } of differences(draft, context)) {
    cells[field] = draft.person && !isSame ? { before, after } : { after }
  }
  return cells
}

/** Whether a row of a known person would change them. */
export function wouldChange(cells: PlannedCells): boolean {
  return Object.values(cells).some((cell) => 'before' in cell)
}

function differences(draft: Draft, context: Context): Difference[] {
  const { own, person } = draft
  return [
    ...OWN_FIELDS.flatMap((field) =>
      field in own ? [difference(field, person?.[field] ?? null, own[field] ?? null)] : []
    ),
    ...phones(draft),
    ...places(draft, context),
    ...manager(draft, context),
  ]
}

const OWN_FIELDS = [
  ...(['displayName', 'externalKey', 'email', 'jobTitle', 'room'] as const),
  ...(['isVip', 'locale', 'timeZone', 'isActive'] as const),
]

function difference(field: PersonImportField, before: Value, after: Value): Difference {
  // An address is one in whatever case it is written.
  const isEmail = field === 'email' && typeof before === 'string' && typeof after === 'string'
  const isSame = isEmail ? before.toLowerCase() === after.toLowerCase() : before === after
  return { field, before, after, isSame }
}

function phones({ own, person, texts }: Draft): Difference[] {
  if (!own.phones) return []
  const text = (numbers: { number: string }[]) =>
    numbers.map(({ number }) => number).join(', ') || null
  const digits = (numbers: { number: string }[]) =>
    numbers.map(({ number }) => phoneDigits(number)).join()
  const known = person?.phones ?? []
  const field = texts.mobilePhone && !texts.phone ? 'mobilePhone' : 'phone'
  const isSame = digits(known) === digits(own.phones)
  return [{ field, before: text(known), after: text(own.phones), isSame }]
}

function places(draft: Draft, { organisations, sites, departments }: Context): Difference[] {
  const { person, organisation, site, department } = draft
  const found: Difference[] = []
  if (organisation) {
    const before = organisations.byId(person?.organisationId ?? null)
    const isSame = before === organisation
    found.push({
      field: 'organisation',
      before: before?.name ?? null,
      after: organisation.name,
      isSame,
    })
  }
  for (const [field, node, before] of [
    ['site', site, sites.byId(person?.siteId ?? null)],
    ['department', department, departments.byId(person?.departmentId ?? null)],
  ] as const) {
    if (node !== undefined) found.push(place(field, before, node, person))
  }
  return found
}

function place(
  field: 'site' | 'department',
  before: PlaceNode | null,
  after: PlaceNode | null,
  person: KnownPerson | null
): Difference {
  const beforeId = (field === 'site' ? person?.siteId : person?.departmentId) ?? null
  const isSame = after === null ? beforeId === null : after.id !== null && after.id === beforeId
  return { field, before: before?.name ?? null, after: after?.name ?? null, isSame }
}

function manager({ manager: after, person }: Draft, { people }: Context): Difference[] {
  if (after === undefined) return []
  const before = people.byId(person?.managerId ?? null)
  const isSame = after === null ? !person?.managerId : 'person' in after && after.person === before
  const name = after === null ? null : managerName(after)
  return [{ field: 'manager', before: before?.displayName ?? null, after: name, isSame }]
}

function managerName(named: Manager): string {
  return 'person' in named ? named.person.displayName : nameOf(named.draft)
}
