import type { RowCandidate, RowChoice, RowProblem } from '#core/imports/import_types'
import type { KnownPerson } from '#directory/imports/known_people'
import type { OrganisationNode } from '#directory/imports/organisation_nodes'
import type { PlaceNode } from '#directory/imports/place_nodes'
import type { PersonValues } from '#directory/models/person_types'
import type { PersonImportField } from '#directory/workflow/person_import_fields'

export type Texts = Partial<Record<PersonImportField, string>>

/** What is told of the person itself; null erases. */
export type OwnValues = Partial<
  Omit<PersonValues, 'organisationId' | 'siteId' | 'departmentId' | 'managerId'> & {
    externalKey: string | null
  }
>

/** A row on its way from texts to what it would do. Null in a place or manager erases, undefined leaves. */
export type Draft = {
  row: number
  texts: Texts
  problems: RowProblem[]
  candidates: RowCandidate[]
  /** What was decided about the row, where it still holds. */
  choice: RowChoice | null
  own: OwnValues
  /** Named by the row itself. */
  organisation: OrganisationNode | null
  /** Where the person will be: named, theirs already, or the one for rows that name none. */
  home: OrganisationNode | null
  person: KnownPerson | null
  site?: PlaceNode | null
  department?: PlaceNode | null
  manager?: Manager | null
}

/** Somebody known, or somebody the file adds. */
export type Manager = { person: KnownPerson } | { draft: Draft }

export function complain(
  draft: Draft,
  field: PersonImportField | null,
  key: string,
  params: RowProblem['params'] = {}
) {
  draft.problems.push({ field, key, params })
}

/** Whether somebody has yet to say who of several is meant. */
export function isOpen({ candidates, choice }: Draft): boolean {
  return candidates.length > 0 && choice === null
}

export function isSkipped({ choice }: Draft): boolean {
  return choice?.take === 'skip'
}

/** Whether the row may not be written. */
export function isBad(draft: Draft): boolean {
  return draft.problems.length > 0
}

export function nameOf(draft: Draft): string {
  return draft.own.displayName ?? draft.person?.displayName ?? ''
}

/** Names and addresses that differ in case, ё and spaces alone are one. */
export function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е')
}
