import { offerImport } from '#core/imports/import_kinds'
import { planPeopleImport } from '#directory/imports/plan_people_import'
import { PERSON_IMPORT_FIELDS } from '#directory/workflow/person_import_fields'

export const PEOPLE_IMPORT = 'people'

/** People with their organisations, departments and sites, from a table (DSC-09). */
export function offerPeopleImport() {
  const fields = async () => PERSON_IMPORT_FIELDS
  offerImport({ key: PEOPLE_IMPORT, fields, plan: planPeopleImport })
}
