import { importTable, importTemplate } from '#core/validators/import_validator'
import vine from '@vinejs/vine'

const settings = {
  ...importTable,
  organisationId: vine.number().withoutDecimals().positive().nullable(),
  createsOrganisations: vine.boolean(),
  createsDepartments: vine.boolean(),
  createsSites: vine.boolean(),
  clearsEmpty: vine.boolean(),
}

export const peopleImportValidator = vine.create(settings)
export const peopleImportTemplateValidator = vine.create({ ...settings, ...importTemplate })
