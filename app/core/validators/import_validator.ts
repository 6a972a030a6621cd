import { ROW_DECISIONS } from '#core/imports/import_types'
import vine from '@vinejs/vine'

/** Which sheet is read, and which column fills which field. */
export const importTable = {
  sheet: vine.string().maxLength(120).nullable(),
  columns: vine.record(vine.string().maxLength(150)),
}
/** Under which name settings are kept, and for whom. */
export const importTemplate = {
  name: vine.string().trim().minLength(1).maxLength(120),
  isShared: vine.boolean(),
}
export const importChoiceValidator = vine.create({
  take: vine.enum(ROW_DECISIONS),
  recordId: vine.number().withoutDecimals().positive().nullable().optional(),
})
export const importRunValidator = vine.create({ confirmMassive: vine.boolean().optional() })
