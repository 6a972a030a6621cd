import { Refusal } from '#core/errors'
import type { ImportSettings } from '#core/imports/import_types'
import { editableOrganisation } from '#directory/queries/editable_organisation'
import type { Principal } from '#directory/queries/principal'
import { PERSON_IMPORT_FIELDS } from '#directory/workflow/person_import_fields'

type Given = {
  sheet: string | null
  columns: Record<string, string>
  organisationId: number | null
  createsOrganisations: boolean
  createsDepartments: boolean
  createsSites: boolean
  clearsEmpty: boolean
}

/** No column says who a row is about. */
export class NoNameColumn extends Refusal {
  constructor() {
    super('imports.refusals.no_name_column', {}, 'columns')
  }
}

/** Rows belong nowhere: neither a column nor a choice names an organisation. */
export class NoOrganisation extends Refusal {
  constructor() {
    super('imports.refusals.no_organisation', {}, 'organisationId')
  }
}

const FIELDS = new Set<string>(PERSON_IMPORT_FIELDS.map(({ key }) => key))
const NAMES = ['displayName', 'lastName', 'externalKey', 'email']

/** Settings as they are kept. Throws NoNameColumn, NoOrganisation, UnknownReference. */
export async function peopleImportSettings(
  principal: Principal,
  { sheet, columns, ...options }: Given
): Promise<ImportSettings> {
  const known = Object.entries(columns).filter(([field]) => FIELDS.has(field))
  const chosen = Object.fromEntries(known)
  if (!NAMES.some((field) => field in chosen)) throw new NoNameColumn()
  const { organisationId } = options
  const namesOrganisation = 'organisation' in chosen || 'organisationCode' in chosen
  if (!namesOrganisation && organisationId === null) throw new NoOrganisation()
  if (organisationId !== null) {
    await editableOrganisation(principal, organisationId, 'organisationId')
  }
  return { sheet: sheet ?? '', columns: chosen, options }
}
