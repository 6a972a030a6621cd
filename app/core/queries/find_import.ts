import DataImport from '#core/models/data_import'
import { listPage } from '#core/queries/list_page'
import ImportRow from '#core/models/import_row'
import type { RowOutcome, RowStatus } from '#core/imports/import_types'

const RECENT = 10

type Own = { kind: string; userId: number }

/** An import of this person's own; anybody else's does not exist for them (T2). */
export async function findImport(own: Own, id: number): Promise<DataImport> {
  return ownImports(own).where('id', id).firstOrFail()
}

/** The last ones, newest first. */
export async function recentImports(own: Own): Promise<DataImport[]> {
  return ownImports(own).orderBy('id', 'desc').limit(RECENT)
}

export type ImportRowFilter = {
  status: RowStatus | null
  outcome: RowOutcome | null
  page: number
}

/** A page of what the rows of an import would do, or did. */
export function listImportRows({ id }: DataImport, { status, outcome, page }: ImportRowFilter) {
  const query = ImportRow.query().where('dataImportId', id).orderBy('rowNumber')
  if (status) void query.where('status', status)
  if (outcome) void query.where('outcome', outcome)
  return listPage(query, { page })
}

function ownImports({ kind, userId }: Own) {
  return DataImport.query().where({ kind, requestedByUserId: userId })
}
