import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { typeOfFile } from '#core/file_type'
import { guessColumns } from '#core/imports/guess_columns'
import type { StoredRow } from '#core/imports/import_types'
import { mapRows } from '#core/imports/map_rows'
import { storePlan } from '#core/imports/store_plan'
import { UnknownSheet } from '#core/sheets/errors'
import { describeTable } from '#core/sheets/read_table'
import { UnknownReference } from '#directory/errors/references'
import { planPeopleImport, type PeoplePlan } from '#directory/imports/plan_people_import'
import Organisation from '#directory/models/organisation'
import { PERSON_IMPORT_FIELDS } from '#directory/workflow/person_import_fields'

type Input = {
  path: string
  /** The import stays within it and all below; rows that name none belong to it. */
  organisationCode: string
  /** Null means the first one. */
  sheet: string | null
  createsOrganisations: boolean
  createsPlaces: boolean
  clearsEmpty: boolean
}

const IMPORTER: Actor = { ...SYSTEM_ACTOR, label: 'import:people', channel: 'import' }

/**
 * What a file would do, planned by the same rules as on the page; columns are taken as guessed.
 * Throws UnknownReference, UnknownSheet and what reading a file may throw.
 */
export async function planPeopleFile({ path, ...input }: Input): Promise<PeoplePlan> {
  const organisation = await Organisation.findBy('code', input.organisationCode)
  if (!organisation) throw new UnknownReference('organisation')
  const table = { path, type: await typeOfFile(path) }
  const sheets = await describeTable(table)
  const sheet = input.sheet ? sheets.find(({ name }) => name === input.sheet) : sheets[0]
  if (!sheet) throw new UnknownSheet()
  const columns = guessColumns(PERSON_IMPORT_FIELDS, sheet.headings)
  const options = {
    ...{ organisationId: organisation.id, withinId: organisation.id },
    createsOrganisations: input.createsOrganisations,
    ...{ createsDepartments: input.createsPlaces, createsSites: input.createsPlaces },
    clearsEmpty: input.clearsEmpty,
  }
  const settings = { sheet: sheet.name, columns, options }
  return planPeopleImport({ rows: mapRows(table, settings), settings, userId: null })
}

/** Writes the rows of a plan that are new or changed. */
export async function storePeople(plan: PeoplePlan): Promise<StoredRow[]> {
  const rows = plan.rows.filter(({ status }) => status === 'new' || status === 'changed')
  const done: StoredRow[] = []
  const stored = async (_trx: unknown, chunk: StoredRow[]) => void done.push(...chunk)
  await storePlan(plan, rows, { actor: IMPORTER, stored })
  return done
}
