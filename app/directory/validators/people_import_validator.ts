import { ROW_DECISIONS } from '#core/imports/import_types'
import vine from '@vinejs/vine'

const settings = {
  sheet: vine.string().maxLength(120).nullable(),
  columns: vine.record(vine.string().maxLength(150)),
  organisationId: vine.number().withoutDecimals().positive().nullable(),
  createsOrganisations: vine.boolean(),
  createsDepartments: vine.boolean(),
  createsSites: vine.boolean(),
  clearsEmpty: vine.boolean(),
}

export const peopleImportValidator = vine.create(settings)
export const peopleImportTemplateValidator = vine.create({
  ...settings,
  name: vine.string().trim().minLength(1).maxLength(120),
  isShared: vine.boolean(),
})
export const peopleImportChoiceValidator = vine.create({
  take: vine.enum(ROW_DECISIONS),
  recordId: vine.number().withoutDecimals().positive().nullable().optional(),
})
export const peopleImportRunValidator = vine.create({ confirmMassive: vine.boolean().optional() })
