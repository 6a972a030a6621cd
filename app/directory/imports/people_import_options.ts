import type { ImportSettings } from '#core/imports/import_types'

export type PeopleImportOptions = {
  /** Where rows belong that name no organisation. */
  organisationId: number | null
  createsOrganisations: boolean
  createsDepartments: boolean
  createsSites: boolean
  /** An empty cell erases what is known; otherwise it leaves it. */
  clearsEmpty: boolean
  /** For the command: the import stays within this organisation and all below it. */
  withinId: number | null
}

export function peopleImportOptions(options: ImportSettings['options']): PeopleImportOptions {
  return {
    organisationId: idOf(options.organisationId),
    createsOrganisations: options.createsOrganisations === true,
    createsDepartments: options.createsDepartments === true,
    createsSites: options.createsSites === true,
    clearsEmpty: options.clearsEmpty === true,
    withinId: idOf(options.withinId),
  }
}

function idOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
