import { ROW_DECISIONS } from '#core/imports/import_types'
import vine from '@vinejs/vine'

const settings = {
  sheet: vine.string().maxLength(120).nullable(),
  columns: vine.record(vine.string().maxLength(150)),
  classCode: vine.string().trim().maxLength(60).nullable(),
  organisationId: vine.number().withoutDecimals().positive().nullable(),
  createsItems: vine.boolean(),
  createsSites: vine.boolean(),
  clearsEmpty: vine.boolean(),
  identifiesByName: vine.boolean(),
}

export const itemImportValidator = vine.create(settings)
export const itemImportTemplateValidator = vine.create({
  ...settings,
  name: vine.string().trim().minLength(1).maxLength(120),
  isShared: vine.boolean(),
})
export const itemImportChoiceValidator = vine.create({
  take: vine.enum(ROW_DECISIONS),
  recordId: vine.number().withoutDecimals().positive().nullable().optional(),
})
export const itemImportRunValidator = vine.create({ confirmMassive: vine.boolean().optional() })
