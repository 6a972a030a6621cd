import { ClassTree } from '#cmdb/imports/class_tree'
import { itemFields } from '#cmdb/imports/item_fields'
import { ReferenceNotFound, Refusal } from '#core/errors'
import type { ImportSettings } from '#core/imports/import_types'
import type { Principal } from '#directory/queries/principal'

type Given = {
  sheet: string | null
  columns: Record<string, string>
  classCode: string | null
  organisationId: number | null
  createsItems: boolean
  createsSites: boolean
  clearsEmpty: boolean
  identifiesByName: boolean
}

/** No column says what a row is about. */
export class NoItemColumn extends Refusal {
  constructor() {
    super('ci_imports.refusals.no_item_column', {}, 'columns')
  }
}

/** Rows have no class: neither a column nor a choice names one. */
export class NoClass extends Refusal {
  constructor() {
    super('ci_imports.refusals.no_class', {}, 'classCode')
  }
}

/** Rows belong nowhere. */
export class NoItemOrganisation extends Refusal {
  constructor() {
    super('imports.refusals.no_organisation', {}, 'organisationId')
  }
}

/** Settings as they are kept. Throws NoItemColumn, NoClass, NoItemOrganisation, ReferenceNotFound. */
export async function itemImportSettings(
  principal: Principal,
  { sheet, columns, ...options }: Given
): Promise<ImportSettings> {
  const known = new Set((await itemFields(options)).map(({ key }) => key))
  const chosen = Object.fromEntries(Object.entries(columns).filter(([field]) => known.has(field)))
  const isTold = (field: string) => field in chosen
  if (!['number', 'name', 'serialNumber'].some(isTold)) throw new NoItemColumn()
  if (!isTold('class') && !isTold('number') && options.classCode === null) throw new NoClass()
  if (options.classCode !== null) await refuseWrongClass(options.classCode)
  const { organisationId } = options
  if (!isTold('organisation') && !isTold('number') && organisationId === null) {
    throw new NoItemOrganisation()
  }
  if (organisationId !== null && !principal.canOn('cis.edit', { organisationId })) {
    throw new ReferenceNotFound('organisationId')
  }
  return { sheet: sheet ?? '', columns: chosen, options }
}

async function refuseWrongClass(code: string) {
  const found = (await ClassTree.load()).find(code)
  if (!found || found.isAbstract) throw new ReferenceNotFound('classCode')
}
