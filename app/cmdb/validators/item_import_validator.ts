import { importTable, importTemplate } from '#core/validators/import_validator'
import vine from '@vinejs/vine'

const settings = {
  ...importTable,
  classCode: vine.string().trim().maxLength(60).nullable(),
  organisationId: vine.number().withoutDecimals().positive().nullable(),
  createsItems: vine.boolean(),
  createsSites: vine.boolean(),
  clearsEmpty: vine.boolean(),
  identifiesByName: vine.boolean(),
}

export const itemImportValidator = vine.create(settings)
export const itemImportTemplateValidator = vine.create({ ...settings, ...importTemplate })
